import { getEventListeners } from "node:events";
import type { Dispatcher } from "undici";
import { expect, test } from "vitest";
import { exchange } from "./exchange.js";

// What real servers can't bring about (`test/once.test.ts` has the rest): a dispatcher that begins a request a second time.

/** Notes why it was aborted, and fails the request as undici does. */
class Connection implements Dispatcher.DispatchController {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly paused = false;
  reason: Error | null = null;

  constructor(handler: Dispatcher.DispatchHandler) {
    this.#handler = handler;
  }

  get aborted(): boolean {
    return this.reason !== null;
  }

  abort(reason: Error): void {
    this.reason = reason;
    this.#handler.onResponseError?.(this, reason);
  }

  pause(): void {}
  resume(): void {}
}

const REQUEST = { method: "POST", path: "/", body: "{}" } as const;
const never = new AbortController().signal;

test("[P7] a request that is begun a second time is stopped before it is sent again, and stays in doubt", async () => {
  const connections: Connection[] = [];
  const repeating = {
    dispatch(_: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) {
      connections.push(new Connection(handler), new Connection(handler));
      for (const connection of connections) handler.onRequestStart?.(connection, null);
      return true;
    },
  };
  expect(await exchange(repeating, REQUEST, never)).toEqual({
    kind: "broken",
    cause: "reset",
    sent: true,
    httpStatus: null,
  });
  expect(connections.map(({ aborted }) => aborted)).toEqual([false, true]);
});

test("nothing is dispatched for a signal that was aborted before", async () => {
  const unused = {
    dispatch(): never {
      throw new Error("dispatched");
    },
  };
  expect(await exchange(unused, REQUEST, AbortSignal.abort())).toMatchObject({ cause: "aborted", sent: false });
});

test("a settled exchange leaves no listener on the caller's signal", async () => {
  const { signal } = new AbortController();
  const failing = {
    dispatch(_: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) {
      expect(getEventListeners(signal, "abort")).toHaveLength(1);
      new Connection(handler).abort(new Error("no route"));
      return true;
    },
  };
  expect(await exchange(failing, REQUEST, signal)).toMatchObject({ cause: "refused", sent: false });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
