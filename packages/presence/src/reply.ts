import { messageOf, type Reply, type UnintelligibleReason } from "@usher/core";
import type { z } from "zod";
import { envelope, type Envelope } from "./envelope.js";
import type { Exchange } from "./exchange.js";
import type { Redaction } from "./redaction.js";

type Complete = Extract<Exchange, { kind: "complete" }>;

/**
 * What an exchange means. The order is the rule: an envelope counts under any HTTP code; then the codes that say who
 * answered; then everything else, which is unintelligible.
 */
export function replyOf<Answer>(exchange: Exchange, answer: z.ZodType<Answer>, redaction: Redaction): Reply<Answer> {
  if (exchange.kind === "broken") return brokenReply(exchange);
  const read = envelopeIn(exchange.body);
  if (read !== null)
    return { kind: "answered", ...redaction(answerIn(read, answer)), serviceTimeMs: timeOf(exchange.date) };

  const { httpStatus } = exchange;
  if (isUnauthorised(httpStatus)) return { kind: "unauthorised", httpStatus };
  if (httpStatus >= 502 && httpStatus <= 504) return { kind: "unreachable", cause: "gateway", sent: true };
  return { kind: "unintelligible", reason: reasonOf(exchange), httpStatus, retryAfterMs: retryAfterMs(exchange) };
}

/**
 * A key that is refused must not open an offline door. So a 401 or 403 whose body got lost is still a refusal; one whose
 * caller has stopped waiting is no answer at all.
 */
function brokenReply({ cause, sent, httpStatus }: Extract<Exchange, { kind: "broken" }>): Reply<never> {
  if (httpStatus !== null && isUnauthorised(httpStatus) && cause !== "aborted")
    return { kind: "unauthorised", httpStatus };
  return { kind: "unreachable", cause, sent };
}

function answerIn<Answer>({ result, message }: Envelope, answer: z.ZodType<Answer>) {
  const value = answer.safeParse(message);
  return {
    status: result.status,
    message: result.message ?? messageOf(result.status),
    value: value.success ? value.data : null,
  };
}

function envelopeIn(body: Buffer | null): Envelope | null {
  if (body === null) return null;
  let json: unknown;
  try {
    // TextDecoder takes any bytes, and takes off a byte order mark.
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
  const read = envelope.safeParse(json);
  return read.success ? read.data : null;
}

function isUnauthorised(httpStatus: number): boolean {
  return httpStatus === 401 || httpStatus === 403;
}

function reasonOf({ httpStatus, body }: Complete): UnintelligibleReason {
  if (httpStatus >= 300 && httpStatus < 400) return "redirect";
  if (body === null) return "tooLarge";
  return httpStatus >= 200 && httpStatus < 300 ? "notAnEnvelope" : "httpStatus";
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). A date is measured from the service's own clock. */
function retryAfterMs({ retryAfter, date }: Complete): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const until = timeOf(retryAfter);
  return until === null ? null : Math.max(0, until - (timeOf(date) ?? Date.now()));
}

function timeOf(date: string | null): number | null {
  const time = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? null : time;
}
