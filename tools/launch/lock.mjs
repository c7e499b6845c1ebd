import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { say } from "./say.mjs";

const POLL_MS = 200;

/**
 * Does `work` while no other launcher does the same: two installations into one folder ruin each other. The lock is a folder that
 * tells which process owns it; that of a dead owner is set aside. Who may only read can ruin nothing, and needs no lock.
 *
 * @template Result
 * @param {string} folder
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function alone(folder, work) {
  if (!isWritable(dirname(folder))) return work();
  let told = false;
  while (!taken(folder)) {
    const owner = ownerOf(folder);
    if (owner !== null && !isAlive(owner)) setAside(folder, owner);
    else if (!told) {
      told = true;
      say(`another launcher is at work (process ${owner?.split(" ")[0] ?? "unknown"}), waiting for it`);
    }
    await pause(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isWritable(/** @type {string} */ folder) {
  try {
    mkdirSync(folder, { recursive: true });
    rmdirSync(mkdtempSync(join(folder, "writable-")));
    return true;
  } catch (error) {
    if (isForbidden(error)) return false;
    throw error;
  }
}

/** Whether this user may not write there: the files are another's, or the disk is read-only. */
export function isForbidden(/** @type {unknown} */ error) {
  return ["EACCES", "EPERM", "EROFS"].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? "");
}

/** The folder comes into being together with its owner's name, so nobody sees one without the other. */
function taken(/** @type {string} */ folder) {
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  writeFileSync(join(draft, "pid"), nameOf(process.pid));
  try {
    renameSync(draft, folder);
    return true;
  } catch {
    rmSync(draft, { recursive: true, force: true });
    return false;
  }
}

function ownerOf(/** @type {string} */ folder) {
  try {
    return readFileSync(join(folder, "pid"), "utf8");
  } catch {
    return null;
  }
}

/** A process by its id and, where /proc tells it, by when it began: a container gives the same ids again and again. */
function nameOf(/** @type {number} */ pid) {
  try {
    // Its second field, a name in brackets, may hold anything; the 22nd is the time.
    const [, rest = ""] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return `${pid} ${rest.split(" ")[19]}`;
  } catch {
    return String(pid);
  }
}

function isAlive(/** @type {string} */ owner) {
  const pid = Number.parseInt(owner, 10);
  if (nameOf(pid) !== owner) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** Takes the lock of a dead owner away. Where another was quicker and its own lock was caught, that one is put back. */
function setAside(/** @type {string} */ folder, /** @type {string} */ owner) {
  const aside = `${folder}.stale.${process.pid}`;
  try {
    renameSync(folder, aside);
    if (ownerOf(aside) !== owner) renameSync(aside, folder);
  } catch {
    // Another launcher took it away, or took it: the next round sees which.
  }
  rmSync(aside, { recursive: true, force: true });
}
