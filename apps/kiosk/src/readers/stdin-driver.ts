import type { Readable } from "node:stream";
import { ScannerError, type Frame, type Scanner, type ScannerDriver, type ScannerInfo } from "@usher/core";
import { lineDecoder, type Decoded } from "@usher/decoders";
import { Observable } from "rxjs";

/** Where the one standard input is. */
export const STDIN_INFO: ScannerInfo = { path: "stdin", product: "standard input" };

/**
 * Standard input as a scanner: each line is one read. Its end is the end of this reader and of nothing else; what stands
 * without a line's end before it is a read too.
 */
export function stdinDriver(input: Readable): ScannerDriver {
  let taken = false;
  return {
    kind: "stdin",
    list: async () => [STDIN_INFO],
    open: async ({ path }) => {
      if (path !== STDIN_INFO.path)
        throw new ScannerError("absent", `${path} is not there: the one standard input is stdin`);
      if (taken) throw new ScannerError("busy", "stdin is read by another reader already: name it once");
      taken = true;
      return openStdin(input, () => {
        taken = false;
      });
    },
  };
}

function openStdin(input: Readable, released: () => void): Scanner {
  let close = (): void => released();
  const frames$ = new Observable<Frame>((subscriber) => {
    const decoder = lineDecoder();
    const deliver = (decoded: readonly Decoded[]): void => {
      for (const read of decoded) if (read.kind === "frame") subscriber.next(read.frame);
    };
    // Lines have no quiet time, so it does not matter to the decoder when they come.
    const onData = (chunk: Uint8Array): void => deliver(decoder.push(chunk, 0));
    const onEnd = (): void => {
      deliver(decoder.finish());
      subscriber.complete();
    };
    const onError = (cause: unknown): void =>
      subscriber.error(new ScannerError("failed", "stdin can't be read: see what it is joined to", { cause }));
    close = () => {
      released();
      subscriber.complete();
    };
    input.on("data", onData).on("end", onEnd).on("error", onError);
    if (input.readableEnded) onEnd();
    else input.resume();
    return () => {
      input.off("data", onData).off("end", onEnd).off("error", onError);
      input.pause();
    };
  });
  return { info: STDIN_INFO, frames$, close: async () => close() };
}
