import type { Quarantined } from "../../../src/report/report.js";
import { api } from "./api.js";
import { useFetched } from "./fetched.js";
import { useOneAtATime } from "./one-at-a-time.js";
import { attempt } from "./operator-signals.js";
import { Table, type Column } from "./table.js";
import { timeText } from "./time-text.js";

/** What the service found malformed: kept, exported for support, and queued again once the cause is mended. */
export function QuarantineCard({ quarantined }: { readonly quarantined: number }) {
  const { answer, refresh } = useFetched(api.quarantine, quarantined);
  const list = answer.value;
  const { isBusy, once } = useOneAtATime();
  const requeue = (which: Parameters<typeof api.requeue>[0]): Promise<void> =>
    once(async () => {
      await attempt(() => api.requeue(which), "Queued again.");
      refresh();
    });
  const columns: readonly Column<Quarantined>[] = [
    ["Scanned", ({ scanTimeMs }) => timeText(scanTimeMs)],
    ["Ticket", ({ token }) => <span class="code">{token}</span>],
    ["Direction", ({ direction }) => direction],
    ["Reader", ({ readerId, lane }) => `${readerId}, lane ${lane}`],
    ["Quarantined", ({ quarantinedAtMs }) => (quarantinedAtMs === null ? "" : timeText(quarantinedAtMs))],
    [
      "",
      ({ scanId }) => (
        <button type="button" disabled={isBusy} onClick={() => requeue({ scanId })}>
          Queue again
        </button>
      ),
    ],
  ];
  return (
    <section class="card wide" aria-label="Quarantine">
      <div class="actions">
        <h2>Quarantine ({quarantined})</h2>
        <span class="space" />
        <button type="button" disabled={quarantined === 0 || isBusy} onClick={() => requeue({ all: true })}>
          Queue all again
        </button>
        <a class="button" href="/api/quarantine.ndjson" download>
          Export
        </a>
      </div>
      <p class="empty">
        The service refuses these scans as malformed, each by itself. Export them for support; queue them again once the
        cause is mended.
      </p>
      {list !== null && (
        <Table
          rows={list.scans}
          columns={columns}
          more={list.total > list.scans.length ? "The oldest are shown. The export holds all." : null}
        />
      )}
    </section>
  );
}
