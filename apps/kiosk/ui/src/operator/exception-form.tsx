import { signal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { LIMITS, type Verdict } from "@usher/core";
import { api } from "./api.js";
import { useOneAtATime } from "./one-at-a-time.js";
import { tell, tellRefusal, tellVerdict } from "./operator-signals.js";
import { timeText } from "./time-text.js";

/** Whoever acts is the same person for a while: the role stays until the page is closed. */
const role = signal("");

const ANNULLED = {
  withdrawn: "Annulled: it will not be uploaded, and the ticket can be scanned again.",
  noted: "Noted. The service has this ticket as passed: to let its owner pass, scan it again and override the denial.",
} as const;

/** Asks for role and reason, and then overrides a denial or annuls a permit. */
export function ExceptionForm({ verdict, onEnd }: { readonly verdict: Verdict; readonly onEnd: () => void }) {
  const reason = useSignal("");
  const { scanId, token, status, scanTimeMs } = verdict;
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLInputElement>("input:invalid")?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: "start" });
  }, []);
  const { isBusy, once } = useOneAtATime();
  const act = async (): Promise<void> => {
    const word = { role: role.value, reason: reason.value };
    try {
      if (verdict.decision === "deny") {
        tellVerdict(await api.override(scanId, word));
      } else {
        const { outcome } = await api.annul(scanId, word);
        tell(true, ANNULLED[outcome]);
      }
      onEnd();
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (
    <form
      ref={form}
      class="exception"
      aria-label="Exception"
      onSubmit={(event) => {
        event.preventDefault();
        void once(act);
      }}
      onKeyDown={({ key }) => key === "Escape" && onEnd()}
    >
      <p>
        <b>{exceptionName(verdict)}</b>: {token} · {status} · {timeText(scanTimeMs)}
      </p>
      <label>
        Role
        <input
          value={role}
          required
          maxLength={LIMITS.roleLength}
          onInput={({ currentTarget }) => {
            role.value = currentTarget.value;
          }}
        />
      </label>
      <label>
        Reason
        <input
          value={reason}
          required
          maxLength={LIMITS.reasonLength}
          autoComplete="off"
          onInput={({ currentTarget }) => {
            reason.value = currentTarget.value;
          }}
        />
      </label>
      <div class="actions">
        <button type="submit" class="main" disabled={isBusy}>
          {exceptionName(verdict)}
        </button>
        <button type="button" onClick={onEnd}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** What an operator can do about a verdict. */
export function exceptionName({ decision, direction }: Verdict): string {
  if (decision === "permit") return "Nobody passed";
  return direction === "enter" ? "Let in" : "Let out";
}
