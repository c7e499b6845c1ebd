import { dirname, resolve } from "node:path";
import { findNodeAtLocation, getNodePath, getNodeValue, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Node, ParseError, Segment } from "jsonc-parser";
import type { z } from "zod";
import { LIMITS } from "../limits.js";
import { pathText, UnusableFileError, type FileProblem } from "./problems.js";
import { isRegularFile, readText } from "./read-text.js";
import { checked } from "./schema-problems.js";

/** Why a settings file can't be used. A closed list. */
export type SettingsFileErrorCode = "absent" | "unreadable" | "notJson" | "invalid";

/** A settings file that can't be used. The message names the file, and for each problem its line, path, value and the fix. */
export class SettingsFileError extends UnusableFileError<SettingsFileErrorCode> {
  override readonly name = "SettingsFileError";
}

/**
 * Reads a file of JSON with comments (trailing commas are fine) and checks it against a zod schema. Throws a
 * {@link SettingsFileError} that lists all problems at once. Use strict objects: an unknown key is then a problem, with a
 * suggestion. Values marked `.meta({ writeOnly: true })`, and those under keys such as `apiKey` or `pin`, are never shown.
 */
export function readSettingsFile<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const read = readText(file, LIMITS.settingsFileBytes);
  if (read.kind !== "text") {
    throw new SettingsFileError(read.kind, file, [{ line: null, path: "", message: read.reason }], {
      cause: read.cause,
    });
  }
  const { text } = read;
  const errors: ParseError[] = [];
  const root = treeOf(file, text, errors);
  const lineAt = lineFinder(text);
  if (root === undefined || errors.length > 0)
    throw new SettingsFileError("notJson", file, [syntaxProblem(root, errors, lineAt)]);

  const repeated = repeatedKeys(root, lineAt);
  const result = checked(schema, getNodeValue(root) as unknown, (path) => lineAt(nodeAt(root, path).offset));
  if (result.ok && repeated.length === 0) return result.value;
  const problems = [...repeated, ...(result.ok ? [] : result.problems)];
  throw new SettingsFileError("invalid", file, firstOf(problems));
}

function treeOf(file: string, text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (cause) {
    // Each bracket in another takes its place on the stack: some thousands are no settings.
    const message = "is nested too deeply to be read: is it the right file?";
    throw new SettingsFileError("notJson", file, [{ line: null, path: "", message }], { cause });
  }
}

/** The error for one value of a file that was read and turned out to be unfit later; `path` leads to it, as in `ui.pin`. */
export function settingsProblem(
  file: string,
  path: string,
  message: string,
  options?: { cause?: unknown },
): SettingsFileError {
  return new SettingsFileError("invalid", file, [{ line: lineOf(file, path), path, message }], options);
}

/** The line is looked up once there is something to say of it. Null where the file can't be read a second time, as a pipe. */
function lineOf(file: string, path: string): number | null {
  if (!isRegularFile(file)) return null;
  const read = readText(file, LIMITS.settingsFileBytes);
  const root = read.kind === "text" ? parseTree(read.text, [], { allowTrailingComma: true }) : undefined;
  if (read.kind !== "text" || root === undefined) return null;
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const node = nodeAt(
    root,
    keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
  );
  return lineFinder(read.text)(node.offset);
}

/** The problems in the order of their lines, as many as help. */
function firstOf(problems: readonly FileProblem[]): readonly FileProblem[] {
  const sorted = problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const more = sorted.length - LIMITS.problems;
  if (more <= 0) return sorted;
  return [...sorted.slice(0, LIMITS.problems), { line: null, path: "", message: `and ${more} more` }];
}

/** The path that a file means by a path in it: relative to the folder of that file. */
export function resolveBeside(file: string, path: string): string {
  return resolve(dirname(resolve(file)), path);
}

function syntaxProblem(
  root: Node | undefined,
  errors: readonly ParseError[],
  lineAt: (offset: number) => number,
): FileProblem {
  // Everything after the first syntax error tends to be its echo. The text itself is not shown: it may hold a secret.
  const [first] = errors;
  const code = first === undefined ? "ValueExpected" : printParseErrorCode(first.error);
  if (first === undefined || (root === undefined && code === "ValueExpected"))
    return { line: null, path: "", message: "there is nothing in this file, expected an object" };
  const words = code.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return { line: lineAt(first.offset), path: "", message: `this is not JSON: ${words}` };
}

/** The node at a path, or the nearest one above it: what is missing is missing somewhere. */
function nodeAt(root: Node, path: readonly PropertyKey[]): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length) as Segment[]);
    if (node !== undefined) return node.parent?.type === "property" ? node.parent : node;
  }
  return root;
}

function repeatedKeys(root: Node, lineAt: (offset: number) => number): FileProblem[] {
  const problems: FileProblem[] = [];
  const firstLines = new Map<string, number>();
  for (const child of root.children ?? []) {
    problems.push(...repeatedKeys(child, lineAt));
    const key: unknown = child.type === "property" ? child.children?.[0]?.value : undefined;
    if (typeof key !== "string") continue;
    const line = lineAt(child.offset);
    const first = firstLines.get(key);
    if (first === undefined) firstLines.set(key, line);
    else
      problems.push({
        line,
        path: pathText([...getNodePath(root), key]),
        message: `is set twice, first on line ${first}: keep one`,
      });
  }
  return problems;
}

/** Finds the line of an offset without counting through the whole text each time. */
function lineFinder(text: string): (offset: number) => number {
  const breaks = Array.from(text.matchAll(/\n/g), ({ index }) => index);
  return (offset) => {
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
