import { join } from "node:path";
import { install } from "./install.mjs";
import { alone, isForbidden } from "./lock.mjs";
import { tooOld } from "./node-version.mjs";
import { ROOT } from "./place.mjs";
import { say } from "./say.mjs";

/**
 * Makes a clone ready: dependencies as the lock file has them, then what `more` does with them. Launchers that start at the same
 * time take turns. Ends the process with 1 where something failed, which was said.
 *
 * @param {() => Promise<boolean>} more
 */
export async function prepare(more) {
  const old = tooOld(process.versions.node);
  if (old !== null) {
    say(old);
    process.exit(1);
  }
  try {
    if (await alone(join(ROOT, ".usher", "launching"), async () => (await install()) && (await more()))) return;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    say(`this clone has to be built, and this user may not write in it: let its owner run npm run build in ${ROOT}`);
  }
  process.exit(1);
}
