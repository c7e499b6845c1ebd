import { maskedToken, type JournalEntry } from "@usher/core";

const TOKEN_KEYS: ReadonlySet<string> = new Set(["token", "ticketKey"]);

/** A journal entry as a page may show it: wherever a token stands in it, it is masked (promise P10). */
export function maskedEntry(entry: JournalEntry): JournalEntry {
  return masked(entry);
}

/** The same JSON in its shape. */
function masked<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(masked) as Value;
  const parts = Object.entries(value).map(([key, inner]: [string, unknown]) => [
    key,
    TOKEN_KEYS.has(key) && typeof inner === "string" ? maskedToken(inner) : masked(inner),
  ]);
  return Object.fromEntries(parts) as Value;
}
