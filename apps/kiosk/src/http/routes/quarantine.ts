import { maskedToken } from "@usher/core";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { LIMITS } from "../../limits.js";
import { reportedScan } from "../../report/reported-scan.js";
import { bodyOf } from "../body.js";
import type { SurfaceContext } from "../context.js";
import { HttpError } from "../http-error.js";
import { ndjsonFile } from "../ndjson-file.js";

const requeueSchema = z.union(
  [z.strictObject({ scanId: z.string().max(64) }), z.strictObject({ all: z.literal(true) })],
  {
    error: 'expected {"scanId": "..."} or {"all": true}',
  },
);

/** The scans that the service found malformed: listed with masked tokens, exported with whole ones, and queued again. */
export function quarantineRoutes(app: FastifyInstance, { journal, scanner, log }: SurfaceContext): void {
  app.get("/api/quarantine", () => {
    const scans = journal.quarantined();
    return {
      total: scans.length,
      scans: scans.slice(0, LIMITS.findings).map((quarantined) => ({
        ...reportedScan(quarantined, maskedToken),
        quarantinedAtMs: quarantined.quarantinedAtMs,
      })),
    };
  });

  app.get("/api/quarantine.ndjson", { exposeHeadRoute: false }, (_request, reply) => {
    const lines = journal.quarantined().map((scan) => `${JSON.stringify(scan)}\n`);
    return ndjsonFile(reply, "quarantine.ndjson", lines);
  });

  app.post("/api/quarantine/requeue", (request, reply) => {
    const wanted = bodyOf(request, requeueSchema);
    const scans = journal.quarantined().filter((scan) => "all" in wanted || scan.scanId === wanted.scanId);
    if (scans.length === 0 && "scanId" in wanted) {
      throw new HttpError("notFound", "there is no such scan in quarantine: it may have been queued again meanwhile");
    }
    for (const { scanId } of scans) scanner.commands.requeue(scanId);
    log.info({ scans: scans.length }, "operatorRequeued");
    return reply.code(202).send({ requeued: scans.length });
  });
}
