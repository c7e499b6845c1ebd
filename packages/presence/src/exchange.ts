import type { UnreachableCause } from "@usher/core";
import type { Dispatcher } from "undici";
import { LIMITS } from "./limits.js";
import { troubleOf } from "./trouble.js";

/** A request as it goes onto the wire. `path` holds the query, and the query holds the key: it goes nowhere else. */
export interface WireRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body: string | null;
}

/** What came back, before anybody looked inside. `body` is null where it was longer than we read. */
export type Exchange =
  | {
      readonly kind: "complete";
      readonly httpStatus: number;
      readonly date: string | null;
      readonly retryAfter: string | null;
      readonly body: Buffer | null;
    }
  | {
      readonly kind: "broken";
      readonly cause: UnreachableCause;
      readonly sent: boolean;
      /** Where at least the head of an answer had come. */
      readonly httpStatus: number | null;
    };

/**
 * Sends one request, once, and waits for the last byte of its answer or for the signal. Never rejects.
 *
 * undici's own `request` settles an aborted call only after the connection stands, and does not tell whether anything was
 * sent. So this is a dispatch handler: `onRequestStart` comes with a connected socket, right before the first byte is
 * written, and is the moment from which a request counts as sent.
 */
export async function exchange(
  dispatcher: Pick<Dispatcher, "dispatch">,
  request: WireRequest,
  signal: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const call = new Call(signal, resolve);
    if (signal.aborted) return call.onAbort();
    signal.addEventListener("abort", call.onAbort, { once: true });
    const headers = {
      accept: "application/json",
      "accept-encoding": "identity", // Said by nobody, any encoding would do (RFC 9110, 12.5.3), and a proxy may then compress.
      ...(request.body === null ? {} : { "content-type": "application/json" }),
    };
    dispatcher.dispatch({ ...request, headers }, call);
  });
}

class Call implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #resolve: (exchange: Exchange) => void;
  #settled = false;
  #controller: Dispatcher.DispatchController | null = null;
  #head: { httpStatus: number; date: string | null; retryAfter: string | null } | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(signal: AbortSignal, resolve: (exchange: Exchange) => void) {
    this.#signal = signal;
    this.#resolve = resolve;
  }

  readonly onAbort = (): void => {
    this.#break("aborted");
    this.#controller?.abort(new Error("aborted"));
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) return controller.abort(new Error("aborted before it was sent"));
    // undici may start a request anew when its connection dies. Nobody but the engine repeats a request.
    if (this.#controller !== null) return controller.abort(new Error("sent before"));
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, httpStatus: number, headers: Headers): void {
    this.#head = { httpStatus, date: single(headers["date"]), retryAfter: single(headers["retry-after"]) };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= LIMITS.answerBytes) {
      this.#chunks.push(chunk);
      return;
    }
    this.#complete(null);
    controller.abort(new Error("longer than an answer may be"));
  }

  onResponseEnd(): void {
    this.#complete(Buffer.concat(this.#chunks));
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#break(troubleOf(error, this.#controller !== null));
  }

  #complete(body: Buffer | null): void {
    if (this.#head !== null) this.#settle({ kind: "complete", ...this.#head, body });
  }

  #break(cause: UnreachableCause): void {
    const httpStatus = this.#head?.httpStatus ?? null;
    this.#settle({ kind: "broken", cause, sent: this.#controller !== null, httpStatus });
  }

  #settle(result: Exchange): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#chunks = [];
    this.#signal.removeEventListener("abort", this.onAbort);
    this.#resolve(result);
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function single(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
