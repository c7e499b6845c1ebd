import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./place.mjs";

/**
 * What to say where a version of Node is too old for this repository, null where it is not. An old one fails later otherwise, at
 * whatever it lacks first.
 *
 * @param {string} version
 */
export function tooOld(version) {
  const { engines } = /** @type {{ engines: { node: string } }} */ (
    JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
  );
  const needed = engines.node.replace(">=", "");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return null;
  return `Node ${needed} or newer is needed, and this is ${version}: install one from https://nodejs.org`;
}
