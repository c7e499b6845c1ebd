import { useSignal } from "@preact/signals";
import type { Verdict } from "@usher/core";
import { useId, useRef } from "preact/hooks";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { api } from "./api.js";
import { ExceptionForm, exceptionName } from "./exception-form.js";
import { useOneAtATime } from "./one-at-a-time.js";
import { tellRefusal, tellVerdict, verdicts } from "./operator-signals.js";
import { timeOfDay } from "./time-text.js";

/** A ticket typed in by hand, and the last verdicts of the gate, against which an operator can have his way. */
export function ScanCard({ state, onException }: { readonly state: KioskState; readonly onException: () => void }) {
  const token = useSignal("");
  const laneId = useSignal<string | null>(null);
  const chosen = useSignal<Verdict | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { isBusy, once } = useOneAtATime();
  const { lanes } = state;
  const lane = lanes.find(({ id }) => id === laneId.value) ?? lanes[0] ?? { id: "", direction: state.direction };
  const mayScan = token.value.trim() !== "" && !isBusy;
  const scan = (direction: "enter" | "exit"): Promise<void> =>
    once(async () => {
      try {
        tellVerdict(await api.scan(token.value, direction, lane.id));
        token.value = "";
      } catch (error) {
        tellRefusal(error);
      }
    });
  return (
    <section class="card" aria-label="Scan by hand">
      <h2>Scan by hand</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (mayScan) void scan(lane.direction);
        }}
      >
        <label>
          Ticket number
          <input
            value={token}
            autoComplete="off"
            onInput={({ currentTarget }) => {
              token.value = currentTarget.value;
            }}
          />
        </label>
        {lanes.length > 1 && (
          <label>
            Lane
            <select value={lane.id} onChange={({ currentTarget }) => (laneId.value = currentTarget.value)}>
              {lanes.map(({ id }) => (
                <option key={id}>{id}</option>
              ))}
            </select>
          </label>
        )}
        <div class="actions">
          {(["enter", "exit"] as const).map((way) => (
            <button
              key={way}
              type="button"
              class={lane.direction === way ? "main" : ""}
              disabled={!mayScan}
              onClick={() => scan(way)}
            >
              {way === "enter" ? "Enter" : "Exit"}
            </button>
          ))}
        </div>
      </form>
      <h3 ref={title} tabIndex={-1}>
        Last verdicts
      </h3>
      {verdicts.value.length === 0 && <p class="empty">None since this page was opened.</p>}
      {chosen.value !== null && (
        <ExceptionForm
          key={chosen.value.scanId}
          verdict={chosen.value}
          onEnd={() => {
            chosen.value = null;
            title.current?.focus();
            onException();
          }}
        />
      )}
      <ul class="verdicts">
        {verdicts.value.map(({ number, verdict }) => (
          <VerdictRow
            key={number}
            verdict={verdict}
            showLane={lanes.length > 1}
            onChoose={() => (chosen.value = verdict)}
          />
        ))}
      </ul>
    </section>
  );
}

function VerdictRow(props: { readonly verdict: Verdict; readonly showLane: boolean; readonly onChoose: () => void }) {
  const { verdict, showLane, onChoose } = props;
  const what = useId();
  const { decision, lane, token, direction, status, place, scanTimeMs, repeated, inDoubt, exception, saved } = verdict;
  return (
    <li class={decision}>
      <b role="img" aria-label={decision}>
        {decision === "permit" ? "✓" : "✕"}
      </b>
      <span id={what} dir="auto">
        {token} · {direction} · {status}
        {place !== null && ` · ${place}`}
        {showLane && ` · lane ${lane}`}
        {repeated && " · already shown"}
        {inDoubt && " · in doubt"}
        {exception !== undefined && " · by exception"}
      </span>
      <time>{timeOfDay(scanTimeMs)}</time>
      {saved && !repeated && (
        <button type="button" aria-describedby={what} onClick={onChoose}>
          {exceptionName(verdict)}…
        </button>
      )}
    </li>
  );
}
