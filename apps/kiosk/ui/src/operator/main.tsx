import { render } from "preact";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { api } from "./api.js";
import { DoubtsCard } from "./doubts-card.js";
import { ExceptionsCard } from "./exceptions-card.js";
import { useFetched } from "./fetched.js";
import { GateCard } from "./gate-card.js";
import { Login } from "./login.js";
import { attempt, begin, loggedIn, notice, refusal, state } from "./operator-signals.js";
import { PendingCard } from "./pending-card.js";
import { QuarantineCard } from "./quarantine-card.js";
import { ReadersCard } from "./readers-card.js";
import { ReportCard } from "./report-card.js";
import { ScanCard } from "./scan-card.js";
import "./operator.css";

function OperatorPanel() {
  return (
    <>
      <header>
        <h1>{state.value?.device?.gateName ?? "Gate"}</h1>
        <a href="/">Gate display</a>
        {loggedIn.value === true && (
          <button type="button" onClick={logOut}>
            Log out
          </button>
        )}
      </header>
      {/* It stays when it is empty: a screen reader tells what changes in it, not what appears with it. */}
      <div role="status">
        {notice.value !== null && notice.value.text !== "" && (
          <p class={`notice ${notice.value.ok ? "ok" : "refused"}`}>{notice.value.text}</p>
        )}
      </div>
      <Body />
    </>
  );
}

function Body() {
  if (loggedIn.value === null) return <p class="empty">…</p>;
  if (!loggedIn.value) return <Login />;
  const now = state.value;
  if (now === null) {
    return (
      <p class="notice refused" role="alert">
        This page has lost the kiosk. {refusal.value} Reconnecting…
      </p>
    );
  }
  return <Cards state={now} />;
}

function Cards({ state: now }: { readonly state: KioskState }) {
  const { answer: report, refresh } = useFetched(api.report, null);
  return (
    <main>
      <GateCard state={now} />
      <ScanCard state={now} onException={refresh} />
      <ReadersCard state={now} />
      <PendingCard waiting={now.pendingUploads} />
      <DoubtsCard inDoubt={now.inDoubt} />
      <QuarantineCard quarantined={now.quarantined} />
      <ExceptionsCard unknownTickets={now.unknownTickets} report={report.value} refresh={refresh} />
      <ReportCard report={report.value} refresh={refresh} />
    </main>
  );
}

async function logOut(): Promise<void> {
  await attempt(api.logOut, "");
  loggedIn.value = false;
}

render(<OperatorPanel />, document.body);
begin();
