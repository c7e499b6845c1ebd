/**
 * One thing that is wrong in a file. `line` counts from 1; null where the problem has no place in it. `path` leads to the
 * value, as in `readers[0].path`; empty for the file as a whole. `message` says what is there and what was expected.
 */
export interface FileProblem {
  readonly line: number | null;
  readonly path: string;
  readonly message: string;
}

/**
 * A file that can't be used. The message names the file, and for each problem its line, path, value and what was expected. `Code` is
 * why, of a closed list.
 */
export class UnusableFileError<Code extends string> extends Error {
  readonly code: Code;
  readonly file: string;
  readonly problems: readonly FileProblem[];
  constructor(code: Code, file: string, problems: readonly FileProblem[], options?: { cause?: unknown }) {
    super(describeProblems(file, problems), options);
    this.code = code;
    this.file = file;
    this.problems = problems;
  }
}

/** All problems of one file as a person reads them, one a line. */
function describeProblems(file: string, problems: readonly FileProblem[]): string {
  const lines = problems.map(({ line, path, message }) => {
    const place = [...(line === null ? [] : [`line ${line}`]), ...(path === "" ? [] : [path])].join(", ");
    return place === "" ? message : `${place}: ${message}`;
  });
  return lines.length === 1
    ? `${file}: ${lines[0]}`
    : `${file}: ${lines.length} problems\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

/** `["readers", 0, "path"]` becomes `readers[0].path`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}
