import { LIMITS } from "../domain/limits.js";
import { shapeOf } from "../domain/shape-of.js";
import type { Reply } from "../ports/ticket-service.js";
import type { Time } from "../ports/time.js";

/**
 * Calls the service under a time limit that the engine keeps: from handing the request over to the last byte of the answer.
 * An answer that comes later is not obeyed, however it came to be late (a slow service, a busy process): the request was
 * sent, so the scan is in doubt. `stop` aborts the call as well.
 */
export async function limited<Value>(
  time: Time,
  limitMs: number,
  stop: AbortSignal,
  call: (signal: AbortSignal) => Promise<Reply<Value>>,
): Promise<Reply<Value>> {
  const lost: Reply<Value> = { kind: "unreachable", cause: "aborted", sent: true };
  const abort = new AbortController();
  const startMs = time.monotonicMs();
  let giveUp: (reply: Reply<Value>) => void;
  const givenUp = new Promise<Reply<Value>>((resolve) => (giveUp = resolve));
  let cancel: () => void;
  const end = () => {
    abort.abort();
    cancel();
    cancel = time.after(LIMITS.abortGraceMs, () => giveUp(lost));
  };
  cancel = time.after(limitMs, end);
  stop.addEventListener("abort", end);
  if (stop.aborted) end();
  try {
    const reply = await Promise.race([call(abort.signal), givenUp]);
    assertReply(reply);
    const late = abort.signal.aborted || time.monotonicMs() - startMs > limitMs;
    return late && reply.kind !== "unreachable" ? lost : reply;
  } finally {
    stop.removeEventListener("abort", end);
    cancel();
  }
}

/** TypeScript holds only those services to the port that use it. What is no reply says nothing, of the network neither. */
function assertReply(reply: unknown): asserts reply is Reply<unknown> {
  const { kind, status, message } = Object(reply) as { readonly [Key in "kind" | "status" | "message"]?: unknown };
  if (kind === "answered" && typeof status === "string" && typeof message === "string") return;
  if (kind === "unreachable" || kind === "unauthorised" || kind === "unintelligible") return;
  throw new TypeError(
    `the service answered ${shapeOf(reply)}, expected a Reply: { kind: "answered", status, message, value, ` +
      `serviceTimeMs }, or of the kind "unreachable", "unauthorised" or "unintelligible"`,
  );
}
