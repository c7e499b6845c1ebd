import { render } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { AlarmsCard } from "./alarms-card.js";
import { api } from "./api.js";
import { DoubtsCard } from "./doubts-card.js";
import { ExceptionsCard } from "./exceptions-card.js";
import { useFetched } from "./fetched.js";
import { GateCard } from "./gate-card.js";
import { Login } from "./login.js";
import { attempt, begin, loggedIn, lost, notice, state } from "./operator-signals.js";
import { PendingCard } from "./pending-card.js";
import { QuarantineCard } from "./quarantine-card.js";
import { ReadersCard } from "./readers-card.js";
import { ReportCard } from "./report-card.js";
import { ScanCard } from "./scan-card.js";
import { timeOfDay } from "./time-text.js";
import "./operator.css";
import "./lists.css";
import "./phone.css";

function OperatorPanel() {
  const gateName = state.value?.device?.gateName ?? "Gate";
  // Somebody who looks after several gates has as many of these pages open.
  useEffect(() => void (document.title = `${gateName}: operator`), [gateName]);
  return (
    <>
      <header>
        <h1 dir="auto">{gateName}</h1>
        <a href="/">Gate display</a>
        {loggedIn.value === true && (
          <button type="button" onClick={logOut}>
            Log out
          </button>
        )}
      </header>
      <Notices />
      <Body />
    </>
  );
}

/**
 * What came of the last thing that was asked for, wherever the page is scrolled to. The regions stay when they are empty: a
 * screen reader tells what changes in them, not what appears with them.
 */
function Notices() {
  const { value: last } = notice;
  return (
    <div class="notices">
      <div role="alert">
        {loggedIn.value === true && lost.value !== null && (
          <p class="notice refused">
            This page has lost the kiosk. {lost.value.why} What stands below is from before. Reconnecting…
          </p>
        )}
      </div>
      <div role="status">
        {last !== null && (
          <div class={`notice ${last.ok ? "ok" : "refused"}`} key={last}>
            <p dir="auto">{last.text}</p>
            <time>{timeOfDay(last.atMs)}</time>
            <button type="button" aria-label="Close this message" onClick={() => (notice.value = null)}>
              ✕
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

function Body() {
  if (loggedIn.value === null) return <p class="empty">…</p>;
  if (!loggedIn.value) return <Login />;
  const now = state.value;
  return now === null ? <p class="empty">…</p> : <Cards state={now} />;
}

function Cards({ state: now }: { readonly state: KioskState }) {
  const { answer: report, refresh } = useFetched(api.report, null);
  // Whoever logged in by keyboard goes on from here.
  const main = useRef<HTMLElement>(null);
  useLayoutEffect(() => main.current?.focus(), []);
  return (
    <main inert={lost.value !== null} tabIndex={-1} ref={main}>
      <AlarmsCard alarms={now.alarms} />
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
