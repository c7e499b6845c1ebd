import { LIMITS as ENGINE_LIMITS, ScannerStopped, type CommandRefusal } from "@usher/core";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { given } from "../../given.js";
import { bodyOf } from "../body.js";
import type { SurfaceContext } from "../context.js";
import { HttpError } from "../http-error.js";
import { knownLane } from "../known-lane.js";
import { meansOf } from "../means.js";

const direction = z.enum(["enter", "exit"]);
const lane = z.string().min(1).max(64);
const scanSchema = z.strictObject({
  token: z.string().trim().min(1).max(ENGINE_LIMITS.tokenLength),
  direction: direction.optional(),
  lane: lane.optional(),
});
const directionSchema = z.strictObject({ direction, lane: lane.optional() });
const nothingSchema = z.strictObject({});

const REFUSALS: Readonly<Record<CommandRefusal, string>> = {
  offline: "the service can't be reached now: try again when the gate is online",
  notOperating: "the gate is not operating yet: wait until Device Configure was answered",
  stopped: "the gate is stopping",
};

/** What an operator can ask the gate for. */
export function commandRoutes(app: FastifyInstance, { scanner, state, acceptSetAside, log }: SurfaceContext): void {
  const { commands } = scanner;
  const known = (wanted: string | undefined) => knownLane(state(), wanted);

  app.post("/api/scans", async (request) => {
    const { token, direction: way, lane: wanted } = bodyOf(request, scanSchema);
    const options = given({ direction: way, lane: known(wanted) });
    try {
      return await commands.scan(token, options);
    } catch (error) {
      if (error instanceof ScannerStopped) throw new HttpError("stopped", REFUSALS.stopped);
      if (error instanceof RangeError) throw new HttpError("badRequest", "body.token: this can't be a ticket");
      throw error;
    }
  });

  app.post("/api/direction", (request) => {
    const wanted = bodyOf(request, directionSchema);
    const inLane = known(wanted.lane);
    if (state().phase === "stopping") throw new HttpError("stopped", REFUSALS.stopped);
    try {
      commands.setDirection(wanted.direction, inLane, meansOf(request));
    } catch (error) {
      if (error instanceof RangeError)
        throw new HttpError("badRequest", `body.${inLane === undefined ? "direction" : "lane"}: ${error.message}`);
      throw error;
    }
    return { direction: wanted.direction, lane: wanted.lane ?? null };
  });

  app.post("/api/reconfigure", (request, reply) => {
    bodyOf(request, nothingSchema);
    // While the gate still tries to configure, registering it anew means trying again now.
    const { phase } = state();
    if (phase === "configuring" || phase === "refused") {
      commands.retry();
      return accepted(reply, "accepted");
    }
    return accepted(reply, commands.reconfigure(meansOf(request)));
  });

  app.post("/api/upload", (request, reply) => {
    bodyOf(request, nothingSchema);
    return accepted(reply, commands.uploadNow());
  });

  app.post("/api/storage/accept", (request) => {
    bodyOf(request, nothingSchema);
    acceptSetAside(meansOf(request));
    log.warn("operatorAcceptedSetAside");
    return { result: "accepted" };
  });
}

function accepted(reply: FastifyReply, outcome: "accepted" | CommandRefusal): FastifyReply {
  if (outcome !== "accepted") throw new HttpError(outcome, REFUSALS[outcome]);
  return reply.code(202).send({ result: outcome });
}
