import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const STOP_MS = 5_000;
const LOG_LINES_SHOWN = 15;

/** @typedef {import("node:child_process").ChildProcess} Child */

/** The programs of the demo: each logs to a file, and all end with it, the last one started first. */
export class Programs {
  #folder;
  /** @type {{ name: string, child: Child }[]} */
  #running = [];
  #stopping = false;
  #onDeath;

  /**
   * @param {string} folder for the logs
   * @param {(message: string) => void} onDeath called where a program ends by itself
   */
  constructor(folder, onDeath) {
    this.#folder = folder;
    this.#onDeath = onDeath;
  }

  /**
   * Starts a program in a process group of its own, so that Ctrl-C reaches the demo alone, which ends the programs in order.
   *
   * @param {string} name
   * @param {string} command
   * @param {readonly string[]} args
   */
  start(name, command, args) {
    const log = join(this.#folder, `${name}.log`);
    const child = spawn(command, args, { stdio: ["pipe", "pipe", openSync(log, "a")], detached: true });
    this.#running.push({ name, child });
    child.once("error", (error) => this.#died(`${name} could not be started: ${error.message}`));
    child.once("exit", (code, signal) => {
      const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-LOG_LINES_SHOWN);
      this.#died(`${name} ended by itself (${signal ?? code})\n${lines.join("\n")}`);
    });
    return child;
  }

  async stop() {
    this.#stopping = true;
    for (const { child } of this.#running.splice(0).toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue;
      const gone = once(child, "exit");
      const killing = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      child.kill("SIGTERM");
      await gone;
      clearTimeout(killing);
    }
  }

  #died(/** @type {string} */ message) {
    if (!this.#stopping) this.#onDeath(message);
  }
}

/**
 * The one line of JSON that a program prints when it is ready.
 *
 * @template Line
 * @param {Child} child
 * @param {AbortSignal} signal
 * @returns {Promise<Line>}
 */
export async function readyLine(child, signal) {
  if (!child.stdout) throw new Error("a program whose ready line is read needs its standard output piped");
  const [line] = /** @type {[string]} */ (await once(createInterface({ input: child.stdout }), "line", { signal }));
  return /** @type {Line} */ (JSON.parse(line));
}
