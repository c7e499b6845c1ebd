import type { Report, ReportCounts } from "../../../src/report/report.js";

/** What happened at this gate without the service, in figures; the whole of it to download. */
export function ReportCard({ report, refresh }: { readonly report: Report | null; readonly refresh: () => void }) {
  return (
    <section class="card wide" aria-label="Report">
      <div class="actions">
        <h2>After an outage</h2>
        <span class="space" />
        <button type="button" onClick={refresh}>
          Refresh
        </button>
        <a class="button" href="/api/report?format=text" download>
          Report
        </a>
        <a class="button" href="/api/report?format=ndjson" download>
          NDJSON
        </a>
      </div>
      {report !== null && (
        <dl class="facts">
          {factsOf(report.counts).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function factsOf(counts: ReportCounts): readonly (readonly [name: string, value: string])[] {
  const { outages, permits, uploaded, waiting, quarantined, ticketsAtRisk, alreadyInside, inDoubt, inDoubtOpen } =
    counts;
  return [
    ["Outages", String(outages)],
    ["Permitted without the service", String(permits)],
    ["Of these uploaded, waiting, quarantined", `${uploaded}, ${waiting}, ${quarantined}`],
    ["Answered as already inside before the upload", String(alreadyInside)],
    ["Tickets that may have let in two people", String(ticketsAtRisk)],
    ["In doubt, of these open", `${inDoubt}, ${inDoubtOpen}`],
  ];
}
