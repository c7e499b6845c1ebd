import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { LIMITS } from "../limits.js";

/** A virtual barcode scanner on a serial line: it types a token and a carriage return, as real ones do. */
export interface Reader {
  /** Its number on the command line, counted from 1, as text. */
  readonly id: string;
  /** The end of the line that it writes to, such as a PTY. */
  readonly path: string;
  /** Scans one ticket, after those before it. Rejects with Node's error where the line does not take it. */
  scan(token: string): Promise<void>;
  close(): Promise<void>;
}

/** What a scanner sends after each code unless its technician says otherwise. */
const TERMINATOR = "\r";

/** Never make the line this process's controlling terminal, and never hang on a line that nobody reads. */
const FLAGS = constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK;

/** Opens a reader on a line that exists. Rejects with Node's error. */
export async function openReader(id: string, path: string): Promise<Reader> {
  // The line stays open between scans: a PTY whose last user goes away hangs up on its other end.
  let line = await open(path, FLAGS);
  let scans = Promise.resolve();

  const type = async (bytes: Buffer): Promise<void> => {
    try {
      await write(line, bytes);
    } catch (error) {
      if (isFull(error)) throw error;
      // The other end may have been exchanged since: the path leads to the new one.
      const fresh = await open(path, FLAGS);
      await line.close().catch(() => undefined);
      line = fresh;
      await write(line, bytes);
    }
  };

  return {
    id,
    path,
    scan: (token) => {
      const scanning = scans.then(() => type(Buffer.from(`${token}${TERMINATOR}`)));
      scans = scanning.catch(() => undefined); // Whoever scanned hears of it; the next scan is another.
      return scanning;
    },
    close: () => scans.then(() => line.close()),
  };
}

/** What to say where a line does not take a scan. */
export function notTaken(path: string): string {
  return `${path} does not take the scan: is anything reading the other end of the line?`;
}

async function write(line: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  for (let attempt = 1; written < bytes.byteLength; attempt += 1) {
    try {
      written += (await line.write(bytes, written)).bytesWritten;
    } catch (error) {
      if (!isFull(error) || attempt >= LIMITS.lineAttempts) throw error;
      await sleep(LIMITS.linePauseMs);
    }
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
