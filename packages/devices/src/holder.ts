import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { join } from "node:path";

/** A program that has a device open. */
export interface Holder {
  readonly pid: number;
  /** The name of its program, as in `"ModemManager"`; empty where it is not told. */
  readonly program: string;
}

/** Finds which program has a device open; null where nobody has, or nobody tells. Never rejects. */
export type HolderOf = (path: string) => Promise<Holder | null>;

/**
 * Which program has a device open, where that can be known: on Linux by its lock, which the kernel shows of every program, or by
 * its open files, which it shows of this user's own, and to root of all. This program is looked at first: what it has itself is asked for
 * at every look, and to look at all others takes tens of milliseconds. `path` is the device itself, no link to it.
 */
export async function holderOf(path: string, processes = "/proc"): Promise<Holder | null> {
  try {
    const pid = (await lockOwner(path, processes)) ?? (await openedBy(path, processes));
    if (pid === null) return null;
    const program = await readFile(join(processes, String(pid), "comm"), "utf8").catch(() => "");
    return { pid, program: program.trim() };
  } catch {
    return null;
  }
}

/** What a holder is called in messages. */
export function holderName(holder: Holder | null): string {
  if (holder === null) return "another program";
  if (holder.pid === process.pid) return "another reader or output of this program";
  return `${holder.program || "another program"} (process ${holder.pid})`;
}

/** `1: FLOCK  ADVISORY  WRITE 4711 00:06:123 0 EOF`: the process, and of the file its file system and its number there. */
const LOCK = /FLOCK\s+\S+\s+\S+\s+(\d+)\s+\S+:(\d+)\s/;

async function lockOwner(device: string, processes: string): Promise<number | null> {
  const locks = await readFile(join(processes, "locks"), "utf8").catch(() => "");
  const { ino } = await stat(device);
  for (const line of locks.split("\n")) {
    const [, pid, file] = LOCK.exec(line) ?? [];
    // Numbers repeat between file systems, so the process has to have this very file open where that can be seen.
    if (Number(file) === ino && (await hasOpen(Number(pid), device, processes)) !== false) return Number(pid);
  }
  return null;
}

async function openedBy(device: string, processes: string): Promise<number | null> {
  if ((await hasOpen(process.pid, device, processes)) === true) return process.pid;
  for (const name of await readdir(processes)) {
    if (/^\d+$/.test(name) && (await hasOpen(Number(name), device, processes)) === true) return Number(name);
  }
  return null;
}

/** Whether a process has the file open; null where it does not let us look. */
async function hasOpen(pid: number, device: string, processes: string): Promise<boolean | null> {
  const folder = join(processes, String(pid), "fd");
  const files = await readdir(folder).catch(() => null);
  if (files === null) return null;
  const targets = await Promise.all(files.map((file) => readlink(join(folder, file)).catch(() => "")));
  return targets.includes(device);
}
