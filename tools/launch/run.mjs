import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./place.mjs";
import { say } from "./say.mjs";

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv }} Where */

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"];

/**
 * Runs a tool, its output on standard error. Resolves to whether it succeeded.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Where} [where]
 */
export async function run(command, args, where = {}) {
  return succeeded(spawn(command, args, { ...where, stdio: ["ignore", process.stderr, process.stderr] }));
}

/**
 * Runs a tool and shows what it said, on standard error, only where it failed. Resolves to whether it succeeded.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Where} [where]
 */
export async function runQuietly(command, args, where = {}) {
  const child = spawn(command, args, { ...where, stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const said = [];
  child.stdout.on("data", (/** @type {Buffer} */ chunk) => said.push(chunk));
  child.stderr.on("data", (/** @type {Buffer} */ chunk) => said.push(chunk));
  const success = await succeeded(child);
  if (!success) process.stderr.write(Buffer.concat(said));
  return success;
}

/**
 * Becomes a program, as far as Node can: it has our standard streams, gets the signals that we get, and we end as it ends.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Where} [where]
 */
export async function become(command, args, where = {}) {
  const { code, signal } = await ended(spawn(command, args, { ...where, stdio: "inherit" }));
  if (signal) process.kill(process.pid, signal);
  process.exitCode = code ?? 1;
}

/**
 * Becomes a program of this repository that prints for people, who may read only its first lines.
 *
 * @param {string} main
 * @param {readonly string[]} [args]
 */
export function becomePrinter(main, args = []) {
  const unread = new URL("unread.mjs", import.meta.url).href;
  return become(process.execPath, ["--import", unread, join(ROOT, main), ...args]);
}

/** Whether a tool did its work. A signal that reached us meanwhile ends us once the tool has ended. */
async function succeeded(/** @type {import("node:child_process").ChildProcess} */ child) {
  try {
    const { code, received } = await ended(child);
    if (received) process.kill(process.pid, received);
    return code === 0;
  } catch (error) {
    say(`${child.spawnfile} can't be run: ${/** @type {Error} */ (error).message}`);
    return false;
  }
}

/**
 * Waits for a child and hands our signals on to it. At a terminal Ctrl-C reaches the child by itself, and must not twice.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, received: NodeJS.Signals | null }>}
 */
function ended(child) {
  /** @type {NodeJS.Signals | null} */
  let received = null;
  const handOn = (/** @type {NodeJS.Signals} */ signal) => {
    received = signal;
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, handOn);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, received }));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, handOn);
  });
}
