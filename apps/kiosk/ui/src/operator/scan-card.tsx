import { useSignal } from "@preact/signals";
import type { Verdict } from "@usher/core";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { api } from "./api.js";
import { ExceptionForm, exceptionName } from "./exception-form.js";
import { notice, tellRefusal, verdicts } from "./operator-signals.js";
import { timeText } from "./time-text.js";

/** A ticket typed in by hand, and the last verdicts of the gate, against which an operator can have his way. */
export function ScanCard({ state, onException }: { readonly state: KioskState; readonly onException: () => void }) {
  const token = useSignal("");
  const chosen = useSignal<Verdict | null>(null);
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
      {chosen.value !== null && (
        <ExceptionForm
          key={chosen.value.scanId}
          verdict={chosen.value}
          onEnd={() => {
            chosen.value = null;
            onException();
          }}
        />
      )}
      <ul class="verdicts">
        {verdicts.value.map((verdict, index) => (
          <VerdictRow key={`${verdict.scanId}-${index}`} verdict={verdict} onChoose={() => (chosen.value = verdict)} />
        ))}
      </ul>
    </section>
  );
}

function VerdictRow({ verdict, onChoose }: { readonly verdict: Verdict; readonly onChoose: () => void }) {
  const { decision, token, direction, status, place, scanTimeMs, repeated, inDoubt, exception, saved } = verdict;
  return (
    <li class={decision}>
      <b>{decision === "permit" ? "✓" : "✕"}</b>
      <span>
        {token} · {direction} · {status}
        {place !== null && ` · ${place}`}
        {repeated && " · already shown"}
        {inDoubt && " · in doubt"}
        {exception !== undefined && " · by exception"}
      </span>
      <time>{timeText(scanTimeMs)}</time>
      {saved && !repeated && (
        <button type="button" onClick={onChoose}>
          {exceptionName(verdict)}…
        </button>
      )}
    </li>
  );
}
