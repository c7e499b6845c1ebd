import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** A program that has a device open. */
export interface Holder {
  readonly pid: number;
  readonly program: string;
}

/** Finds who has a device open. Never rejects. */
export type FindHolders = (path: string) => Promise<readonly Holder[]>;

/**
 * The programs that have this device node open, as far as this user may see them: those of other users only root may. Linux does
 * not keep a second program from opening a HID device, and then each read goes to both. None outside Linux.
 */
export async function holdersOf(path: string, root = "/proc"): Promise<readonly Holder[]> {
  const names = await readdir(root).catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const found: Holder[] = [];
  for (const pid of pids) {
    if (!(await holds(join(root, pid, "fd"), path))) continue;
    const program = await readFile(join(root, pid, "comm"), "utf8").catch(() => "");
    found.push({ pid: Number(pid), program: program.trim() });
  }
  return found;
}

async function holds(folder: string, path: string): Promise<boolean> {
  const files = await readdir(folder).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(join(folder, file)).catch(() => "")));
  return targets.includes(path);
}
