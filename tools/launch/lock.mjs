import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { say } from "./say.mjs";

const POLL_MS = 200;

/**
 * Does `work` while no other launcher does the same: two installations into one folder ruin each other. The lock is a folder that
 * holds its owner's process id; that of a dead owner is set aside.
 *
 * @template Result
 * @param {string} folder
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function alone(folder, work) {
  mkdirSync(dirname(folder), { recursive: true });
  let told = false;
  while (!taken(folder)) {
    const owner = ownerOf(folder);
    if (owner !== null && !isAlive(owner)) setAside(folder, owner);
    else if (!told) {
      told = true;
      say(`another launcher is at work (process ${owner ?? "unknown"}), waiting for it`);
    }
    await pause(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder comes into being together with its owner's id, so nobody sees one without the other. */
function taken(/** @type {string} */ folder) {
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  writeFileSync(join(draft, "pid"), String(process.pid));
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
    return Number(readFileSync(join(folder, "pid"), "utf8"));
  } catch {
    return null;
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** Takes the lock of a dead owner away. Where another was quicker and its own lock was caught, that one is put back. */
function setAside(/** @type {string} */ folder, /** @type {number} */ owner) {
  const aside = `${folder}.stale.${process.pid}`;
  try {
    renameSync(folder, aside);
    if (ownerOf(aside) !== owner) renameSync(aside, folder);
  } catch {
    // Another launcher took it away, or took it: the next round sees which.
  }
  rmSync(aside, { recursive: true, force: true });
}
