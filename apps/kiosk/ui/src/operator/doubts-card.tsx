import type { Doubt } from "../../../src/report/doubts.js";
import { api } from "./api.js";
import { useFetched } from "./fetched.js";
import { Table, type Column } from "./table.js";
import { timeText } from "./time-text.js";

const COLUMNS: readonly Column<Doubt>[] = [
  ["Scanned", ({ scanTimeMs }) => timeText(scanTimeMs)],
  ["Ticket", ({ token }) => <span class="code">{token}</span>],
  ["Direction", ({ direction }) => direction],
  ["Place", ({ place }) => place ?? ""],
  ["Reader", ({ readerId, lane }) => `${readerId}, lane ${lane}`],
  ["Decided", ({ decided }) => <span class={decided === "permit" ? "good" : "bad"}>{DECIDED[decided]}</span>],
  ["What became of it", (doubt) => <span class={doubt.became === "open" ? "bad" : "good"}>{becameText(doubt)}</span>],
];

const DECIDED: Readonly<Record<Doubt["decided"], string>> = { permit: "permit", deny: "deny", never: "never decided" };

/** What was sent and never answered, and what became of it. */
export function DoubtsCard({ inDoubt }: { readonly inDoubt: number }) {
  const { answer, refresh } = useFetched(api.doubts, inDoubt);
  const doubts = answer.value;
  return (
    <section class="card wide" aria-label="In doubt">
      <div class="actions">
        <h2>In doubt ({doubts === null ? "…" : `${doubts.open} open of ${doubts.total}`})</h2>
        <span class="space" />
        <button type="button" onClick={refresh}>
          Refresh
        </button>
      </div>
      <p class="empty">
        Sent to the service and never answered. Where it answers ALREADY_ENTERED later, it had taken the scan, or the
        ticket went in elsewhere; where it answers OKAY, it had not.
      </p>
      {doubts !== null && (
        <Table
          rows={doubts.doubts}
          columns={COLUMNS}
          more={doubts.total > doubts.doubts.length ? "The newest are shown. The report holds all." : null}
        />
      )}
    </section>
  );
}

function becameText({ became, uploadedAtMs, answer }: Doubt): string {
  if (became === "open") return "still open";
  return [
    ...(uploadedAtMs === null ? [] : [`uploaded ${timeText(uploadedAtMs)}`]),
    ...(answer === null ? [] : [`answered ${answer.status} ${timeText(answer.atMs)}`]),
  ].join(", ");
}
