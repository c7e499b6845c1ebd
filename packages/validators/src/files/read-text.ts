import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";

/** The text of a file, or why there is none. `reason` says what to do. */
export type TextFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent" | "unreadable"; readonly reason: string; readonly cause?: unknown };

/** Reads a whole UTF-8 file of at most `limitBytes`. A byte order mark is dropped. */
export function readText(file: string, limitBytes: number): TextFile {
  try {
    const { size } = statSync(file);
    if (size > limitBytes) return tooLarge(`has ${size} bytes`, limitBytes);
    const bytes = isRegularFile(file) ? readFileSync(file) : readStream(file, limitBytes + 1);
    return bytes.length > limitBytes ? tooLarge("does not end", limitBytes) : decode(bytes);
  } catch (error) {
    return failure(error);
  }
}

/** Whether a file can be read as often as one likes: a pipe can't. */
export function isRegularFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** A pipe or a device tells no size, and may never end: as many bytes as it has, and at most so many. */
function readStream(file: string, mostBytes: number): Uint8Array {
  const bytes = new Uint8Array(mostBytes);
  const descriptor = openSync(file, "r");
  try {
    let length = 0;
    for (let read = -1; read !== 0; length += read)
      read = readSync(descriptor, bytes, length, mostBytes - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(size: string, limitBytes: number): TextFile {
  return { kind: "unreadable", reason: `${size}, at most ${limitBytes} bytes are read: is it the right file?` };
}

function decode(bytes: Uint8Array): TextFile {
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (cause) {
    return { kind: "unreadable", reason: "is not UTF-8 text: save it again with the encoding UTF-8", cause };
  }
}

function failure(cause: unknown): TextFile {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return { kind: "absent", reason: "there is no such file: check the path", cause };
    case "EACCES":
    case "EPERM":
      return { kind: "unreadable", reason: "may not be read by this user: check its owner and mode", cause };
    case "EISDIR":
      return { kind: "unreadable", reason: "is a folder, expected a file", cause };
    case "ERR_INVALID_ARG_TYPE":
      return { kind: "unreadable", reason: "names no file, expected its path", cause };
    default:
      return { kind: "unreadable", reason: `cannot be read (${String(code ?? cause)})`, cause };
  }
}
