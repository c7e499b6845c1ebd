import { LIMITS } from "./limits.js";

/** Takes one API key out of every text in a small plain value. */
export type Redaction = <Value>(value: Value) => Value;

/**
 * A service or a gateway may quote the request, key included, in what it answers. So every text of an answer passes here
 * before anybody sees it. The key is found as it is and as URLs write it.
 */
export function redactionOf(apiKey: string): Redaction {
  if (apiKey.length < LIMITS.redactableKeyLength) return (value) => value;
  const formEncoded = new URLSearchParams({ "": apiKey }).toString().slice(1);
  const forms = new Set([apiKey, formEncoded, formEncoded.replaceAll("+", "%20")]);
  const pattern = new RegExp([...forms].map(escaped).join("|"), "gi");
  return (value) => withTexts(value, (text) => text.replace(pattern, "[key]"));
}

function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value) as Value;
  if (Array.isArray(value)) return value.map((entry: unknown) => withTexts(entry, change)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, withTexts<unknown>(entry, change)]),
  ) as Value;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
