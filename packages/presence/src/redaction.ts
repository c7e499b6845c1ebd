import { LIMITS } from "./limits.js";

/** Takes one API key out of every text in a small plain value. */
export type Redaction = <Value>(value: Value) => Value;

/**
 * A service or a gateway may quote the request, key included, in what it answers. So every text of an answer passes here
 * before anybody sees it. The key is found with any of its characters written as they are or as URLs write them.
 */
export function redactionOf(apiKey: string): Redaction {
  if (apiKey.length < LIMITS.redactableKeyLength) return (value) => value;
  const pattern = new RegExp(Array.from(apiKey, anySpelling).join(""), "gi");
  return (value) => withTexts(value, (text) => text.replace(pattern, "[key]"));
}

function anySpelling(character: string): string {
  const itself = character.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`);
  const bytes = new TextEncoder().encode(character);
  const percent = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  return `(?:${itself}|${percent}${character === " " ? String.raw`|\+` : ""})`;
}

function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value) as Value;
  if (Array.isArray(value)) return value.map((entry: unknown) => withTexts(entry, change)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, withTexts<unknown>(entry, change)]),
  ) as Value;
}
