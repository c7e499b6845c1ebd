import { join } from "node:path";
import { install } from "./install.mjs";
import { alone } from "./lock.mjs";
import { ROOT } from "./place.mjs";

/**
 * Makes a clone ready: dependencies as the lock file has them, then what `more` does with them. Launchers that start at the same
 * time take turns. Ends the process with 1 where something failed, which was said.
 *
 * @param {() => Promise<boolean>} more
 */
export async function prepare(more) {
  const ready = await alone(join(ROOT, ".usher", "launching"), async () => (await install()) && (await more()));
  if (!ready) process.exit(1);
}
