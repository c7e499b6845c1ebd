import type { ServerResponse } from "node:http";
import type { Time } from "@usher/core";
import { LIMITS } from "../limits.js";

/** One client's server-sent events. */
export interface EventStream {
  send(event: string, data: string): void;
  /** Ends it from our side. */
  end(): void;
}

/**
 * Turns a response into a stream of events, kept alive by comments. A client that leaves more than
 * `LIMITS.eventBacklogBytes` unread is dropped: what it would read then is no longer true. `closed` is called once,
 * whoever ended it.
 */
export function openEventStream(response: ServerResponse, time: Time, closed: () => void): EventStream {
  let open = true;
  let cancelHeartbeat = (): void => undefined;

  const write = (text: string): void => {
    if (!open) return;
    response.write(text);
    if (response.writableLength > LIMITS.eventBacklogBytes) response.destroy();
  };
  const beat = (): void => {
    write(": still here\n\n");
    cancelHeartbeat = time.after(LIMITS.heartbeatMs, beat);
  };
  const stop = (): void => {
    if (!open) return;
    open = false;
    cancelHeartbeat();
    closed();
  };

  response.on("close", stop);
  // A connection that breaks while we write is a client that went away; "close" follows.
  response.on("error", stop);
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-accel-buffering": "no",
  });
  beat();

  return {
    send: (event, data) => write(`event: ${event}\ndata: ${data}\n\n`),
    end: () => {
      stop();
      response.end();
    },
  };
}
