import type { z } from "zod";
import { LIMITS } from "./limits.js";

/** A request as a service reads it: its value, or the words that go with BAD_REQUEST. */
export type ParsedRequest<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads a body or query by one of the request schemas. `fault` names each field and what was expected of it, never what was
 * received, and no entry of a list by its number: `"scans[].scanTime: expected Unix milliseconds, an integer"`.
 */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): ParsedRequest<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: faultOf(parsed.error) };
}

function faultOf(error: z.ZodError): string {
  const faults = new Set(error.issues.map((issue) => `${fieldName(issue.path)}: ${issue.message}`));
  const named = [...faults].slice(0, LIMITS.namedFaults);
  const more = faults.size - named.length;
  return named.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((step) => (typeof step === "number" ? "[]" : `.${String(step)}`)).join("");
  return name === "" ? "request" : name.slice(1);
}
