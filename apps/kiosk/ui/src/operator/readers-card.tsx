import type { KioskState } from "../../../src/http/kiosk-state.js";

/** The scanners, and what verdicts move. */
export function ReadersCard({ state }: { readonly state: KioskState }) {
  return (
    <section class="card" aria-label="Readers and outputs">
      <h2>Readers</h2>
      {state.readers.length === 0 && <p class="empty">None configured.</p>}
      <ul class="readers">
        {state.readers.map(({ id, lane, status, reason, model, note }) => (
          <li key={id}>
            <b>{id}</b> <span>lane {lane}</span>{" "}
            <span class={status === "open" ? "good" : "bad"}>{READER_STATUS[status]}</span>
            {model !== undefined && <p>{model}</p>}
            {reason !== undefined && <p>{reason}</p>}
            {note !== undefined && <p>{note}</p>}
          </li>
        ))}
      </ul>
      <h2>Outputs</h2>
      {state.outputs.length === 0 && <p class="empty">None configured.</p>}
      <ul class="outputs">
        {state.outputs.map(({ board, lane, channels, status, reason }, index) => (
          <li key={index}>
            <b>{Object.keys(channels).join(", ")}</b> <span>{lane === null ? "every lane" : `lane ${lane}`}</span>{" "}
            <span class={status === "ready" ? "good" : "bad"}>{OUTPUT_STATUS[status]}</span>
            <p>{board}</p>
            {reason !== undefined && <p>{reason}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const READER_STATUS: Readonly<Record<KioskState["readers"][number]["status"], string>> = {
  closed: "closed",
  opening: "opening",
  open: "open",
  backingOff: "not open, trying again",
};

const OUTPUT_STATUS: Readonly<Record<KioskState["outputs"][number]["status"], string>> = {
  stopped: "stopped",
  starting: "starting",
  ready: "ready",
  notReady: "not ready",
};
