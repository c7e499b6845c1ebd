import { StorageError } from "../ports/index.js";
import type { LogEvent } from "./scanner.js";

/** What the log says of a failure: of the store, or of what nobody foresaw. Then the stack tells which part it was. */
export function failureOf(error: unknown): Pick<LogEvent, "event" | "data"> {
  if (error instanceof StorageError) return { event: "storageFailed", data: { error: error.message } };
  const stack = error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
  return { event: "unforeseen", data: { error: textOf(error), ...stack } };
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
