import type { Decision, JournalEntry, Scan } from "@usher/core";
import { api } from "./api.js";
import { useFetched } from "./fetched.js";
import { Table, type Column } from "./table.js";
import { timeText } from "./time-text.js";

interface Pending {
  readonly scanId: string;
  readonly scan: Scan;
  readonly decision: Decision;
}

const COLUMNS: readonly Column<Pending>[] = [
  ["Scanned", ({ scan }) => timeText(scan.scanTimeMs)],
  ["Ticket", ({ scan }) => <span class="code">{scan.barcode.token}</span>],
  ["Direction", ({ scan }) => scan.direction],
  [
    "Decision",
    ({ decision }) => (
      <span class={decision.outcome === "permit" ? "good" : "bad"}>
        {decision.outcome}, {decision.source}
        {decision.inDoubt && ", in doubt"}
      </span>
    ),
  ],
  ["Status", ({ decision }) => <span class="code">{decision.status}</span>],
  ["Place", ({ decision }) => decision.tickets[0]?.place ?? ""],
  ["Reader", ({ scan }) => scan.readerId],
];

/** What waits for its upload, and the whole journal to download. */
export function PendingCard({ waiting }: { readonly waiting: number }) {
  const { answer, refresh } = useFetched(api.pending, waiting === 0);
  const list = answer.value;
  return (
    <section class="card wide" aria-label="To upload">
      <div class="actions">
        <h2>To upload ({waiting})</h2>
        <span class="space" />
        <button type="button" onClick={refresh}>
          Refresh
        </button>
        <a class="button" href="/api/journal.ndjson" download>
          Download the journal
        </a>
      </div>
      {list !== null && (
        <Table
          rows={list.entries.map(pendingOf)}
          columns={COLUMNS}
          more={list.nextAfter === null ? null : "The oldest are shown. Download the journal for all of it."}
        />
      )}
    </section>
  );
}

function pendingOf({ scanId, data }: JournalEntry): Pending {
  return { scanId: scanId ?? "", ...(data as { readonly scan: Scan; readonly decision: Decision }) };
}
