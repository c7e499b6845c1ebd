import type { KioskState } from "../../../src/http/kiosk-state.js";
import type { ReportedAnnulment, ReportedException } from "../../../src/report/exceptions.js";
import type { Report } from "../../../src/report/report.js";
import { Table, type Column } from "./table.js";
import { timeText } from "./time-text.js";

const KINDS: Readonly<Record<ReportedException["kind"], string>> = {
  unknownAdmitted: "unknown ticket",
  overridden: "by the operator",
};

const EXCEPTIONS: readonly Column<ReportedException>[] = [
  ["Scanned", ({ scanTimeMs }) => timeText(scanTimeMs)],
  ["Ticket", ({ token }) => <span class="code">{token}</span>],
  ["Direction", ({ direction }) => direction],
  ["Lane", ({ lane }) => lane],
  ["Exception", ({ kind }) => KINDS[kind]],
  ["Role", ({ role }) => role ?? ""],
  ["Reason", ({ reason }) => <span class="words">{reason}</span>],
  ["", ({ annulledAtMs }) => (annulledAtMs === null ? "" : <span class="bad">annulled</span>)],
];

const ANNULMENTS: readonly Column<ReportedAnnulment>[] = [
  ["Annulled", ({ annulledAtMs }) => timeText(annulledAtMs)],
  ["Scan", ({ scanId }) => <span class="code">{scanId}</span>],
  ["By", ({ by }) => by],
  ["Role", ({ role }) => role ?? ""],
  ["Reason", ({ reason }) => <span class="words">{reason}</span>],
  ["Upload", ({ withdrawn }) => (withdrawn ? "withdrawn" : "the service has it")],
];

/** Who was let pass by exception, on whose word, and on which permits nobody went through. */
export function ExceptionsCard(props: {
  readonly unknownTickets: KioskState["unknownTickets"];
  readonly report: Report | null;
  readonly refresh: () => void;
}) {
  const { unknownTickets, report, refresh } = props;
  return (
    <section class="card wide" aria-label="Exceptions">
      <div class="actions">
        <h2>Exceptions{report === null ? "" : ` (${report.counts.unknownAdmitted + report.counts.overridden})`}</h2>
        <span class="space" />
        <button type="button" onClick={refresh}>
          Refresh
        </button>
      </div>
      {unknownTickets !== null && (
        <p class={unknownTickets.admitted < unknownTickets.max ? "empty" : "bad"}>
          Unknown tickets let in that the service has not taken yet: {unknownTickets.admitted} of at most{" "}
          {unknownTickets.max}.
        </p>
      )}
      {report !== null && (
        <>
          <Table
            rows={report.exceptions}
            columns={EXCEPTIONS}
            more={report.counts.unknownAdmitted + report.counts.overridden > report.exceptions.length ? MORE : null}
          />
          <h3>Annulled: nobody went through ({report.counts.annulled})</h3>
          <Table
            rows={report.annulments}
            columns={ANNULMENTS}
            more={report.counts.annulled > report.annulments.length ? MORE : null}
          />
        </>
      )}
    </section>
  );
}

const MORE = "The newest are shown. The report holds all.";
