import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { LIMITS } from "../../limits.js";
import { LISTS, reportLines } from "../../report/report-lines.js";
import { reportText } from "../../report/report-text.js";
import type { Report, ReportLists } from "../../report/report.js";
import { queryOf } from "../body.js";
import type { SurfaceContext } from "../context.js";
import { ndjsonFile } from "../ndjson-file.js";

const reportSchema = z.strictObject({
  since: z.iso
    .datetime({ offset: true, error: "expected a time with its zone, such as 2026-07-31T18:00:00Z" })
    .optional(),
  format: z.enum(["json", "text", "ndjson"]).default("json"),
});

/**
 * `GET /api/report?since=&format=`: what happened at this gate without the service, tickets masked. As JSON with the newest of each
 * list, as text or NDJSON whole.
 */
export function reportRoutes(app: FastifyInstance, { journalReader, time }: SurfaceContext): void {
  app.get("/api/report", { exposeHeadRoute: false }, async (request, reply) => {
    const { since, format } = queryOf(request, reportSchema);
    const reading = await journalReader.read();
    const report = reading.report({
      madeAtMs: time.wallMs(),
      sinceMs: since === undefined ? null : Date.parse(since),
      service: null,
      wholeTokens: false,
    });
    if (format === "json") return newestOf(report);
    if (format === "ndjson") return ndjsonFile(reply, "report.ndjson", reportLines(report));
    return reply
      .type("text/plain; charset=utf-8")
      .header("content-disposition", 'attachment; filename="report.txt"')
      .send(reportText(report));
  });
}

/** A report as a page can show it. Its counts tell how much more there is. */
function newestOf(report: Report): Report {
  const newest = LISTS.map((list) => [list, report[list].slice(-LIMITS.findings).toReversed()] as const);
  return { ...report, ...(Object.fromEntries(newest) as Partial<ReportLists>) };
}
