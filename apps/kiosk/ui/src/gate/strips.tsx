import type { KioskState } from "../../../src/http/kiosk-state.js";
import { CloudOff, Warning } from "./shapes.js";
import { WORDS } from "./words.js";

/** Which gate this is, and what still goes on behind. */
export function Header({ state, lane }: { readonly state: KioskState; readonly lane: string | null }) {
  const { device, connectivity, pendingUploads, inDoubt, phase } = state;
  const online = connectivity === "online" && phase === "operating";
  return (
    <header>
      <p class="gate-name" dir="auto">
        {device === null ? WORDS.gate : device.gateName}
      </p>
      {lane !== null && (
        <p class="lane" dir="auto">
          {WORDS.lane(lane)}
        </p>
      )}
      <span class="space" />
      {online && pendingUploads > 0 && <p class="count-chip">{WORDS.uploading(pendingUploads)}</p>}
      {online && inDoubt > 0 && <p class="count-chip">{WORDS.scansInDoubt(inDoubt)}</p>}
    </header>
  );
}

/** The gate decides alone. Nobody may overlook that, and it must not stand in anybody's way. */
export function OfflineBanner({ state }: { readonly state: KioskState }) {
  if (state.phase !== "operating" || state.connectivity === "online") return null;
  return (
    <aside class="offline">
      <CloudOff />
      <p class="what">
        <b>{WORDS.offline}</b>
        <span>{WORDS.offlineHint}</span>
      </p>
      <p class="counts">
        <b>{WORDS.toUpload(state.pendingUploads)}</b>
        {state.inDoubt > 0 && <span>{WORDS.scansInDoubt(state.inDoubt)}</span>}
      </p>
    </aside>
  );
}

/** More alarms than this would leave no room for verdicts. */
const ALARMS_SHOWN = 2;

/** What an operator has to mend: the alarms that have stood longest, and how many more there are. */
export function AlarmStrip({ state }: { readonly state: KioskState }) {
  if (state.alarms.length === 0) return null;
  const more = state.alarms.length - ALARMS_SHOWN;
  return (
    <aside class="alarms">
      {state.alarms.slice(0, ALARMS_SHOWN).map(({ code, message }) => (
        <p class="alarm" key={code}>
          <Warning />
          <span class="text" dir="auto">
            <b>{code}</b> <span class="message">{message}</span>
          </span>
        </p>
      ))}
      {more > 0 && <p class="alarm more">{WORDS.moreAlarms(more)}</p>}
    </aside>
  );
}
