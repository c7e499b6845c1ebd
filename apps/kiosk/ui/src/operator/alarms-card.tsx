import type { KioskState } from "../../../src/http/kiosk-state.js";
import { api } from "./api.js";
import { ConfirmButton } from "./confirm-button.js";
import { attempt } from "./operator-signals.js";

/** The alarms that stand, before everything else. It stays where there are none, so that a screen reader tells of the next. */
export function AlarmsCard({ alarms }: { readonly alarms: KioskState["alarms"] }) {
  return (
    <section class="card wide" aria-label="Alarms">
      <h2>Alarms</h2>
      {alarms.length === 0 && <p class="empty">None.</p>}
      <ul class="alarms" aria-live="polite">
        {alarms.map(({ code, message }) => (
          <li key={code}>
            <p dir="auto">
              <b>{code}</b> {message}
            </p>
            {code === "STORAGE_SET_ASIDE" && (
              <ConfirmButton
                label="Accept"
                question="What could not be read of the damaged database is missing here: a ticket that entered before may be let in once more. Let people in offline again?"
                yes="Accept the loss"
                onYes={() => attempt(api.acceptSetAside, "Accepted: people are let in offline again.")}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
