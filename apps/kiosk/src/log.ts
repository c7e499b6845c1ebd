import type { GateScanner } from "@usher/core";
import { destination, pino, stdTimeFunctions, type Logger } from "pino";
import type { Subscription } from "rxjs";
import { LIMITS } from "./limits.js";

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/** The kiosk's log and its end: `flush` resolves when everything so far is written. */
export interface KioskLog {
  readonly log: Logger;
  readonly flush: () => Promise<void>;
}

/**
 * One line of JSON per event on a file descriptor. Nobody passes a token or a key to it, at any level: what the engine and the
 * client tell is masked before it leaves them. Where nobody reads the log it is cut, and never holds up a scan.
 */
export function openLog(level: LogLevel, fd: number): KioskLog {
  const stream = destination({ fd, sync: false, maxLength: LIMITS.logBacklogBytes });
  const log = pino({ level, base: null, timestamp: stdTimeFunctions.isoTime }, stream);
  return { log, flush: () => new Promise((resolve) => stream.flush(() => resolve())) };
}

/** Writes down what a scanner has to tell. */
export function logScanner(log: Logger, scanner: GateScanner): Subscription {
  return scanner.log$.subscribe(({ level, event, data }) => log[level](data, event));
}
