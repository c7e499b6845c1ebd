import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Fault } from "./fault.js";

/** Into how many pieces a dripping body is cut. */
const PIECES = 10;

/**
 * Makes the answers of `app` slow while the fault says so: the request is served at once, its answer sent after `delayMs`, and
 * the body piece by piece over `dripMs`. What came too late for the device has happened at the service all the same.
 */
export function slowAnswers(app: FastifyInstance, current: () => Fault): void {
  app.addHook("onSend", async (_request, reply, payload) => {
    const fault = current();
    if (fault.kind !== "slow" || typeof payload !== "string") return payload;
    await sleep(fault.delayMs, undefined, { ref: false });
    if (fault.dripMs === 0) return payload;
    const body = Buffer.from(payload);
    void reply.header("content-length", body.byteLength);
    return Readable.from(drip(body, fault.dripMs));
  });
}

/** The last piece comes after the whole time. */
async function* drip(body: Buffer, overMs: number): AsyncGenerator<Buffer> {
  const pieceBytes = Math.ceil(body.byteLength / PIECES);
  for (let from = 0; from < body.byteLength; from += pieceBytes) {
    await sleep(overMs / PIECES, undefined, { ref: false });
    yield body.subarray(from, from + pieceBytes);
  }
}
