import { stat } from "node:fs/promises";
import { StartError } from "../start-error.js";
import { openReader, type Reader } from "./reader.js";

/** Opens a reader on each path, numbered from 1. Rejects with a {@link StartError} that names the path and the fix. */
export async function openReaders(paths: readonly string[]): Promise<readonly Reader[]> {
  const readers: Reader[] = [];
  for (const [index, path] of paths.entries()) {
    try {
      // A file would take what is scanned too, in place of what is in it.
      if ((await stat(path)).isFile()) throw new StartError(`${path}: this is a file, expected a serial line or PTY`);
      readers.push(await openReader(String(index + 1), path));
    } catch (cause) {
      await Promise.all(readers.map((reader) => reader.close()));
      throw cause instanceof StartError ? cause : new StartError(`${path}: ${whyNot(cause)}`, { cause });
    }
  }
  return readers;
}

function whyNot(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
  switch (code) {
    case "ENOENT":
      return "there is no such line for a reader: create it first, for instance with socat, or correct the path";
    case "EACCES":
    case "EPERM":
      return "this user may not write to this line: change its mode, or join the group that owns it";
    case "EISDIR":
      return "this is a folder, expected a serial line or PTY";
    default:
      return `no reader can write to this line (${code})`;
  }
}
