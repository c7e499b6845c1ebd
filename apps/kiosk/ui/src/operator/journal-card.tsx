import { useSignal, useSignalEffect } from "@preact/signals";
import type { Decision, JournalEntry, Scan } from "@usher/core";
import { api, type JournalList } from "./api.js";
import { state, tellRefusal } from "./operator-signals.js";
import { timeText } from "./time-text.js";

const LISTS: readonly { readonly list: JournalList; readonly name: string }[] = [
  { list: "pending", name: "To upload" },
  { list: "inDoubt", name: "In doubt" },
  { list: "quarantined", name: "Quarantined" },
];

/** What the gate has yet to settle with the service. */
export function JournalCard() {
  const list = useSignal<JournalList>("pending");
  const shown = useSignal<{ readonly entries: readonly JournalEntry[]; readonly more: boolean } | null>(null);
  const refresh = useSignal(0);
  useSignalEffect(() => {
    const wanted = list.value;
    void refresh.value;
    shown.value = null;
    api.journal(wanted).then(({ entries, nextAfter }) => {
      if (list.peek() === wanted) shown.value = { entries, more: nextAfter !== null };
    }, tellRefusal);
  });
  return (
    <section class="card wide">
      <h2>Journal</h2>
      <div class="actions">
        {LISTS.map((each) => (
          <button
            key={each.list}
            type="button"
            aria-pressed={list.value === each.list}
            onClick={() => {
              list.value = each.list;
            }}
          >
            {each.name} ({countOf(each.list)})
          </button>
        ))}
        <span class="space" />
        <button type="button" onClick={() => (refresh.value += 1)}>
          Refresh
        </button>
        <a class="button" href="/api/journal.ndjson" download>
          Download the journal
        </a>
      </div>
      {shown.value !== null && <Entries {...shown.value} />}
    </section>
  );
}

function countOf(list: JournalList): number {
  const now = state.value;
  if (now === null) return 0;
  return { pending: now.pendingUploads, inDoubt: now.inDoubt, quarantined: now.quarantined }[list];
}

function Entries({ entries, more }: { readonly entries: readonly JournalEntry[]; readonly more: boolean }) {
  if (entries.length === 0) return <p class="empty">None.</p>;
  return (
    <>
      <table>
        <thead>
          <tr>
            {["Scanned", "Ticket", "Direction", "Decision", "Status", "Place", "Reader"].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </table>
      {more && <p class="empty">The oldest are shown. Download the journal for all of it.</p>}
    </>
  );
}

function EntryRow({ entry }: { readonly entry: JournalEntry }) {
  const { scan, decision } = entry.data as { readonly scan: Scan; readonly decision: Decision };
  return (
    <tr>
      <td>{timeText(scan.scanTimeMs)}</td>
      <td class="code">{scan.barcode.token}</td>
      <td>{scan.direction}</td>
      <td class={decision.outcome === "permit" ? "good" : "bad"}>
        {decision.outcome}, {decision.source}
        {decision.inDoubt && ", in doubt"}
      </td>
      <td class="code">{decision.status}</td>
      <td>{decision.tickets[0]?.place ?? ""}</td>
      <td>{scan.readerId}</td>
    </tr>
  );
}
