import { useSignal } from "@preact/signals";
import type { Verdict } from "@usher/core";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { api } from "./api.js";
import { notice, tellRefusal, verdicts } from "./operator-signals.js";
import { timeText } from "./time-text.js";

/** A ticket typed in by hand, and the last verdicts of the gate. */
export function ScanCard({ state }: { readonly state: KioskState }) {
  const token = useSignal("");
  const scan = async (direction: "enter" | "exit"): Promise<void> => {
    try {
      const verdict = await api.scan(token.value, direction);
      notice.value = { ok: verdict.decision === "permit", text: `${verdict.decision}: ${verdict.message}` };
      token.value = "";
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (
    <section class="card">
      <h2>Scan by hand</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void scan(state.direction);
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
        <div class="actions">
          <button type="button" class={state.direction === "enter" ? "main" : ""} onClick={() => scan("enter")}>
            Enter
          </button>
          <button type="button" class={state.direction === "exit" ? "main" : ""} onClick={() => scan("exit")}>
            Exit
          </button>
        </div>
      </form>
      <h3>Last verdicts</h3>
      {verdicts.value.length === 0 && <p class="empty">None since this page was opened.</p>}
      <ul class="verdicts">
        {verdicts.value.map((verdict, index) => (
          <VerdictRow key={`${verdict.scanId}-${index}`} verdict={verdict} />
        ))}
      </ul>
    </section>
  );
}

function VerdictRow({ verdict }: { readonly verdict: Verdict }) {
  const { decision, token, direction, status, place, scanTimeMs, repeated, inDoubt } = verdict;
  return (
    <li class={decision}>
      <b>{decision === "permit" ? "✓" : "✕"}</b>
      <span>
        {token} · {direction} · {status}
        {place !== null && ` · ${place}`}
        {repeated && " · already shown"}
        {inDoubt && " · in doubt"}
      </span>
      <time>{timeText(scanTimeMs)}</time>
    </li>
  );
}
