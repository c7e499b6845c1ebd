import { ExceptionRefused, LIMITS, ScannerStopped } from "@usher/core";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../../given.js";
import { bodyOf } from "../body.js";
import type { SurfaceContext } from "../context.js";
import { HttpError, type HttpErrorCode } from "../http-error.js";
import { knownLane } from "../known-lane.js";

const words = (limit: number) => z.string().trim().min(1).max(limit);
const annulmentSchema = z.strictObject({
  scanId: z.string().min(1).max(64),
  role: words(LIMITS.roleLength),
  reason: words(LIMITS.reasonLength),
});
const overrideSchema = annulmentSchema.extend({ lane: z.string().min(1).max(64).optional() });

/** An operator's exceptions, each with role and reason: a denial overridden, a permit annulled that nobody went through on. */
export function exceptionRoutes(app: FastifyInstance, { scanner, state, log }: SurfaceContext): void {
  const { commands } = scanner;

  app.post("/api/scans/override", async (request) => {
    const { scanId, role, reason, lane } = bodyOf(request, overrideSchema);
    const inLane = knownLane(state(), lane);
    const verdict = await answered(() => commands.override(scanId, { role, reason, ...given({ lane: inLane }) }));
    log.warn({ denied: scanId, permit: verdict.scanId, role, decision: verdict.decision }, "operatorOverrode");
    return verdict;
  });

  app.post("/api/scans/annul", async (request) => {
    const { scanId, role, reason } = bodyOf(request, annulmentSchema);
    const outcome = await answered(() => commands.annul(scanId, { role, reason }));
    log.warn({ scanId, role, outcome }, "operatorAnnulled");
    return { outcome };
  });
}

async function answered<Answer>(act: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ScannerStopped) throw new HttpError("stopped", error.message);
    if (error instanceof ExceptionRefused) throw new HttpError(codeOf(error), error.message);
    throw error;
  }
}

function codeOf({ code }: ExceptionRefused): HttpErrorCode {
  return code === "unknownScan" ? "notFound" : code;
}
