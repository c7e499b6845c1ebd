import type { z } from "zod";
import { LIMITS } from "../limits.js";
import { pathText, type FileProblem } from "./problems.js";
import { schemaMap, type SchemaMap } from "./schema-map.js";
import { unknownWord } from "./suggestion.js";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The outcome of holding a value against a schema. */
export type Checked<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

// A schema's author may give a union words of its own; this is what stands there otherwise.
const NO_WORDS = "expected another form";

/**
 * Holds a value against a schema and puts every problem into words: where, what is there, what was expected. `lineOf` finds the
 * line of a path in the file. Secrets are never shown. A message that a schema's author gave begins with "expected" and stands behind
 * the value, or else stands alone.
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  lineOf: (path: Path) => number | null,
): Checked<z.output<Schema>> {
  const result = schema.safeParse(value, { error: expectation });
  if (result.success) return { ok: true, value: result.data };
  const map = schemaMap(schema);
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, [], value, map, lineOf));
  return { ok: false, problems };
}

function problemsOf(
  issue: Issue,
  above: Path,
  root: unknown,
  map: SchemaMap,
  lineOf: (path: Path) => number | null,
): FileProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const known = map.keysAt(path, valueAt(root, path));
    return issue.keys.map((key) => ({
      line: lineOf([...path, key]),
      path: pathText([...path, key]),
      message: unknownWord("key", key, known),
    }));
  }
  if (issue.code === "invalid_union" && issue.message === NO_WORDS) {
    const meant = likeliest(issue.errors);
    if (meant !== null) return meant.flatMap((inner) => problemsOf(inner, path, root, map, lineOf));
  }
  const words = issue.message === NO_WORDS ? unionWords(issue) : issue.message;
  const place = { line: lineOf(path), path: pathText(path) };
  if (issue.code === "custom" && !words.startsWith("expected")) return [{ ...place, message: words }];
  const found = valueAt(root, path);
  const message = found === undefined ? `is missing, ${words}` : `is ${shown(found, map.isSecret(path))}, ${words}`;
  return [{ ...place, message }];
}

/** The alternative that the file's author most likely meant: of those whose basic shape fits, the one with the fewest problems. */
function likeliest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const fitting = alternatives.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code !== "invalid_type"),
  );
  return fitting.toSorted((one, other) => one.length - other.length)[0] ?? null;
}

function unionWords(issue: Issue): string {
  if (issue.code !== "invalid_union") return issue.message;
  if ("options" in issue && Array.isArray(issue.options)) return oneOf(issue.options);
  const words = issue.errors.flatMap((inner) => inner.map(({ message }) => message.replace(/^expected /, "")));
  return `expected ${[...new Set(words)].join(" or ")}`;
}

function expectation(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${TYPE_WORDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values);
    case "too_small":
      return `expected ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    case "too_big":
      return `expected ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case "invalid_format":
      return `expected ${issue.format === "regex" ? `text that matches ${issue.pattern}` : `text of the form "${issue.format}"`}`;
    case "invalid_union":
      return NO_WORDS;
    case "unrecognized_keys":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      break;
  }
  return undefined;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  null: "null",
};

function unitOf(origin: string, count: number | bigint): string {
  const isOne = Number(count) === 1;
  if (origin === "string") return isOne ? " character" : " characters";
  if (origin === "array") return isOne ? " entry" : " entries";
  return "";
}

function oneOf(values: readonly unknown[]): string {
  return `expected ${values.map((value) => JSON.stringify(value)).join(" or ")}`;
}

function shown(value: unknown, secret: boolean): string {
  if (secret) return "a value that is not shown here";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LIMITS.shownValueChars ? `${text.slice(0, LIMITS.shownValueChars)}…` : text;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
