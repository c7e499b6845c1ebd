import { setMaxListeners } from "node:events";
import { maskedToken, type Reply, type TicketService } from "@usher/core";
import { Pool } from "undici";
import type { z } from "zod";
import { baseUrlOf } from "./base-url.js";
import { certificatesIn } from "./certificate-authority.js";
import { configuredDevice, deviceInitRequestOf, deviceQueryOf, verifiedDevice } from "./device-messages.js";
import { exchange } from "./exchange.js";
import { LIMITS } from "./limits.js";
import { API_KEY_PARAMETER, OPERATIONS, type Operation } from "./operations.js";
import { redactionOf } from "./redaction.js";
import { replyOf } from "./reply.js";
import { PresenceSetupError } from "./setup-error.js";
import { ticketPlaces, ticketRequestOf } from "./ticket-messages.js";
import { uploadAnswer, uploadRequestOf } from "./upload-body.js";
import { refuseWireDebugging } from "./wire-debugging.js";

/** Where the service is, and the key to it. */
export interface PresenceSettings {
  /** The base URL, such as `https://HOST/presence/v1/`. `http:` is accepted for loopback addresses only. */
  readonly endpoint: string;
  /** The key of the partner access. It goes into the query of each request and nowhere else (promise P10). */
  readonly apiKey: string;
  /** A PEM file with the only authorities to trust, where the endpoint's certificate comes from a private one. */
  readonly caFile?: string | undefined;
  /** Told of every call once it is settled, for logs. What it throws is passed over. */
  readonly onExchange?: ((event: ExchangeEvent) => void) | undefined;
}

/** One call, fit to be logged: without query, and so without key; the token masked. */
export interface ExchangeEvent {
  readonly operation: Operation;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly outcome: Reply<unknown>["kind"];
  /** The status of an envelope, the cause of an unreachable endpoint, the reason of an unintelligible answer, or null. */
  readonly detail: string | null;
  /** Null where no answer had begun. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** Of the ticket asked about, masked. */
  readonly token: string | null;
}

/** A {@link TicketService} that speaks to a Presence endpoint. */
export interface PresenceService extends TicketService {
  /** Ends every connection at once. Calls in hand settle as aborted, with the truth about `sent`; so do later ones. */
  close(): Promise<void>;
}

interface Call<Answer> {
  readonly operation: Operation;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly token?: string;
  readonly answer: z.ZodType<Answer>;
}

/**
 * The Presence API over HTTP, on connections that are kept alive between calls. Throws a {@link PresenceSetupError} for
 * settings that can't work; afterwards nothing that a network does is thrown.
 */
export function presenceService(settings: PresenceSettings): PresenceService {
  const { apiKey, onExchange } = settings;
  if (typeof apiKey !== "string" || apiKey === "")
    throw new PresenceSetupError(
      "apiKey",
      "apiKey is missing or empty: set the key that came with your partner access",
    );
  refuseWireDebugging();
  const base = baseUrlOf(settings.endpoint);
  const redaction = redactionOf(apiKey);
  const { pool, closing } = connections(base, settings.caFile);

  function tell(event: ExchangeEvent): void {
    try {
      onExchange?.(event);
    } catch {
      // A log that fails must not cost the answer; and of a log that fails there is nobody to tell.
    }
  }

  async function call<Answer>(request: Call<Answer>, signal: AbortSignal): Promise<Reply<Answer>> {
    const { method, path } = OPERATIONS[request.operation];
    const query = new URLSearchParams({ ...request.query, [API_KEY_PARAMETER]: apiKey }).toString();
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const startMs = performance.now();
    const result = await exchange(pool, { method, path: `${base.pathname}${path}?${query}`, body }, signal);
    const reply = replyOf(result, request.answer, redaction);
    tell({
      operation: request.operation,
      method,
      path: base.pathname + path,
      outcome: reply.kind,
      detail: detailOf(reply),
      httpStatus: result.httpStatus,
      durationMs: performance.now() - startMs,
      token: request.token === undefined ? null : maskedToken(request.token),
    });
    return reply;
  }

  return {
    configure: async (identity, signal) =>
      call({ operation: "configure", body: deviceInitRequestOf(identity), answer: configuredDevice(identity) }, signal),
    deviceInformation: async (device, signal) => {
      const query = deviceQueryOf(device.venueId, device.id);
      return call({ operation: "deviceInformation", query, answer: verifiedDevice(device) }, signal);
    },
    ask: async (scan, signal) => {
      const { token } = scan.barcode;
      return call({ operation: scan.direction, body: ticketRequestOf(scan), token, answer: ticketPlaces }, signal);
    },
    upload: async (batch, signal) =>
      call({ operation: "upload", body: uploadRequestOf(batch), answer: uploadAnswer }, signal),
    close: async () => {
      closing.abort();
      await pool.destroy();
    },
  };
}

/** Connections to one origin. Verification of certificates is on whatever the environment says: there is no switch. */
function connections(base: URL, caFile: string | undefined): { pool: Pool; closing: AbortController } {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // One per connection.
  const pool = new Pool(base.origin, {
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: LIMITS.idleConnectionMs,
    keepAliveMaxTimeout: LIMITS.idleConnectionMaxMs,
    connect: {
      ...(caFile === undefined ? {} : { ca: certificatesIn(caFile) }),
      rejectUnauthorized: true,
      timeout: LIMITS.connectAttemptMs,
      autoSelectFamilyAttemptTimeout: LIMITS.nextAddressMs,
      signal: closing.signal,
    },
  });
  return { pool, closing };
}

function detailOf(reply: Reply<unknown>): string | null {
  if (reply.kind === "answered") return reply.status;
  if (reply.kind === "unreachable") return reply.cause;
  return reply.kind === "unintelligible" ? reply.reason : null;
}
