import type { Writable } from "node:stream";
import type { GateScanner } from "@usher/core";
import { pino, stdTimeFunctions, type Logger } from "pino";
import type { Subscription } from "rxjs";
import { LIMITS } from "./limits.js";

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/**
 * One line of JSON per event on a stream. Nobody passes a token or a key to it, at any level: what the engine and the client
 * tell is masked before it leaves them. Where nobody reads the stream, lines are dropped and counted: neither a scan nor the
 * kiosk's end may wait for a log.
 */
export function openLog(level: LogLevel, stream: Writable): Logger {
  let dropped = 0;
  const write = (line: string): void => {
    if (stream.writableLength > LIMITS.logBacklogBytes) {
      dropped += 1;
      return;
    }
    if (dropped > 0) stream.write(`${JSON.stringify({ level: 40, msg: "logLinesDropped", lines: dropped })}\n`);
    dropped = 0;
    stream.write(line);
  };
  return pino({ level, base: null, timestamp: stdTimeFunctions.isoTime }, { write });
}

/** Writes down what a scanner has to tell. */
export function logScanner(log: Logger, scanner: GateScanner): Subscription {
  return scanner.log$.subscribe(({ level, event, data }) => log[level](data, event));
}

/** Resolves when everything is written, or when nobody seems to read it. */
export async function flushed(stream: Writable): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const written = new Promise<void>((resolve) => stream.write("", () => resolve()));
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LIMITS.flushMs);
  });
  await Promise.race([written, patience]);
  clearTimeout(timer);
}
