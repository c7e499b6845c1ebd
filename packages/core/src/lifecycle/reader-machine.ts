import { assign, fromCallback, fromPromise, setup } from "xstate";
import { LIMITS } from "../domain/limits.js";
import type { Scanner, ScannerError } from "../ports/scanner-driver.js";

/** What the reader machine hears: `open` also where the scanner is there again, and need not be waited for. */
export type ReaderEvent =
  | { readonly type: "open" }
  | { readonly type: "close" }
  | { readonly type: "lost"; readonly error: ScannerError }
  | { readonly type: "ended" };

/** `failures`: attempts in a row without an open scanner. `reason`: why it is not open, for the operator. */
export interface ReaderContext {
  readonly scanner: Scanner | null;
  readonly failures: number;
  readonly reason: string | null;
}

const unsupplied = () => {
  throw new Error("the reader machine was used without its effects");
};

/**
 * One scanner, for every kind of driver alike: open it, read it, and when it is lost look for it again (promise P11). The
 * engine supplies the effects: `openScanner`, `readFrames` (reads until the scanner is lost, ends or must be closed, and
 * closes it then) and the delay.
 */
export const readerMachine = setup({
  types: { context: {} as ReaderContext, events: {} as ReaderEvent },
  actors: {
    openScanner: fromPromise<Scanner>(unsupplied),
    readFrames: fromCallback<ReaderEvent, { scanner: Scanner }>(unsupplied),
  },
  delays: { retry: unsupplied, slow: LIMITS.openReaderMs },
  actions: {
    noteSlow: assign({
      reason: `it is not open after ${LIMITS.openReaderMs / 1_000} s: draw its plug and put it in again, and where that does not help, start the program anew`,
    }),
    noteFailure: assign(({ context }, { error }: { error: unknown }) => ({
      scanner: null,
      failures: context.failures + 1,
      reason: error instanceof Error ? error.message : String(error),
    })),
  },
}).createMachine({
  id: "reader",
  context: { scanner: null, failures: 0, reason: null },
  initial: "closed",
  on: { close: ".closed" },
  states: {
    closed: { on: { open: "opening" } },
    opening: {
      invoke: {
        src: "openScanner",
        onDone: {
          target: "open",
          actions: assign(({ event }) => ({ scanner: event.output, failures: 0, reason: null })),
        },
        onError: {
          target: "backingOff",
          actions: { type: "noteFailure", params: ({ event }) => ({ error: event.error }) },
        },
      },
      after: { slow: { actions: "noteSlow" } },
    },
    open: {
      invoke: { src: "readFrames", input: ({ context }) => ({ scanner: context.scanner as Scanner }) },
      on: {
        lost: {
          target: "backingOff",
          actions: { type: "noteFailure", params: ({ event }) => ({ error: event.error }) },
        },
        ended: { target: "closed", actions: assign({ scanner: null, reason: "the source has ended" }) },
      },
    },
    backingOff: { after: { retry: "opening" }, on: { open: "opening" } },
  },
});
