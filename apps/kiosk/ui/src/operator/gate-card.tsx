import type { KioskState } from "../../../src/http/kiosk-state.js";
import { api } from "./api.js";
import { ConfirmButton } from "./confirm-button.js";
import { attempt } from "./operator-signals.js";
import { timeText } from "./time-text.js";

/** The state of the gate, and what can be done about it. */
export function GateCard({ state }: { readonly state: KioskState }) {
  const { phase, connectivity, device, direction, lanes, lastUploadTimeMs } = state;
  return (
    <section class="card" aria-label="Gate">
      <h2>Gate</h2>
      <dl class="facts">
        <Fact name="Phase" value={phase} good={phase === "operating"} />
        <Fact name="Service" value={connectivity} good={connectivity === "online"} />
        <Fact name="Device" value={device === null ? "not configured" : `${device.name} (${device.id})`} />
        <Fact name="Gate" value={device === null ? "unknown" : `${device.gateName} (${device.gateId})`} />
        <Fact name="Venue" value={device === null ? "unknown" : device.venueId} />
        {lanes.length > 1 && lanes.map(({ id, direction: way }) => <Fact key={id} name={`Lane ${id}`} value={way} />)}
        <Fact name="To upload" value={String(state.pendingUploads)} />
        <Fact name="In doubt" value={String(state.inDoubt)} />
        <Fact name="Quarantined" value={String(state.quarantined)} good={state.quarantined === 0} />
        <Fact name="Last upload" value={lastUploadTimeMs === null ? "none yet" : timeText(lastUploadTimeMs)} />
      </dl>
      {state.serviceTrouble !== null && <p>The service is not reached: {state.serviceTrouble}.</p>}
      <h3>Direction</h3>
      <div class="actions" role="group" aria-label="Direction">
        {(["enter", "exit"] as const).map((way) => (
          <ConfirmButton
            key={way}
            label={WAYS[way].name}
            pressed={direction === way}
            // A lane that was turned by itself is turned back with the whole gate.
            done={direction === way && lanes.every((lane) => lane.direction === way)}
            question={WAYS[way].question}
            yes={WAYS[way].yes}
            onYes={() => attempt(() => api.setDirection(way), `Direction: ${way}.`)}
          />
        ))}
      </div>
      <div class="actions">
        <button type="button" onClick={() => attempt(api.upload, "Uploading.")}>
          Upload now
        </button>
        <ConfirmButton
          label="Reconfigure"
          question="Nobody gets in until the service has answered. Register this gate anew?"
          yes="Yes, reconfigure"
          onYes={() => attempt(api.reconfigure, "Configuring anew.")}
        />
      </div>
    </section>
  );
}

const WAYS = {
  enter: { name: "Entry", question: "Every ticket that is scanned from now on enters.", yes: "Turn to entry" },
  exit: { name: "Exit", question: "Every ticket that is scanned from now on exits.", yes: "Turn to exit" },
} as const;

function Fact({ name, value, good }: { readonly name: string; readonly value: string; readonly good?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={good === undefined ? "" : good ? "good" : "bad"}>{value}</dd>
    </div>
  );
}
