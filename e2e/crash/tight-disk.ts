import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Program } from "../program.js";

/** A folder in which a kiosk can run out of room, and get some again. */
export interface TightDisk {
  readonly folder: string;
  fill(kiosk: Program): void;
  free(kiosk: Program): void;
  /** Makes it read-only or writable for everybody; nobody may have a file open in it. */
  readonly setReadOnly?: (readOnly: boolean) => void;
  dispose(): void;
}

/** A disk, or why this machine can't have it. */
export type Attempt = TightDisk | { readonly reason: string };

/** Larger than a database without scans, small enough to be filled at once. */
const SIZE = "2m";
/** Filled up in steps that become smaller, until not one page is left. */
const BALLAST_BYTES = [65_536, 4_096];

/** A real file system with little room: a tmpfs of its own. */
export function mountedDisk(): Attempt {
  const folder = mkdtempSync(join(tmpdir(), "usher-disk-"));
  const failure = run("mount", "-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", folder);
  if (failure !== null) {
    rmSync(folder, { recursive: true });
    return { reason: `this machine lets us mount nothing (${failure}); as root it would` };
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: () => {
      for (const bytes of BALLAST_BYTES) while (couldAppend(ballast, bytes));
    },
    free: () => rmSync(ballast),
    setReadOnly: (readOnly) => must("mount", "-o", `remount,${readOnly ? "ro" : "rw"}`, folder),
    dispose: () => {
      run("umount", "--lazy", folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder in which the kiosk's process may write nothing more, to any file: what the system calls its file size limit. */
export function limitedDisk(): Attempt {
  const missing = run("prlimit", "--version");
  if (missing !== null) return { reason: `prlimit is missing (${missing}); it comes with util-linux` };
  const folder = mkdtempSync(join(tmpdir(), "usher-disk-"));
  const limit = (kiosk: Program, bytes: string) =>
    must("prlimit", `--pid=${kiosk.child.pid}`, `--fsize=${bytes}:unlimited`);
  return {
    folder,
    fill: (kiosk) => limit(kiosk, "0"),
    free: (kiosk) => limit(kiosk, "unlimited"),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function couldAppend(file: string, bytes: number): boolean {
  try {
    appendFileSync(file, new Uint8Array(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Runs a tool. Gives what it complained about, null where all went well. */
function run(command: string, ...args: readonly string[]): string | null {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return null;
  return error?.message ?? stderr.trim();
}

function must(command: string, ...args: readonly string[]): void {
  const failure = run(command, ...args);
  if (failure !== null) throw new Error(`${command}: ${failure}`);
}
