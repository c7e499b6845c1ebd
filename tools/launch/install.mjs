import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installDebianPackages } from "./debian.mjs";
import { ROOT } from "./place.mjs";
import { run } from "./run.mjs";
import { say } from "./say.mjs";

const LOCK_FILE = join(ROOT, "package-lock.json");
const STAMP = join(ROOT, "node_modules", ".usher-installed");

/** What a native dependency without a prebuilt binary is compiled with. */
const COMPILERS = [
  { command: "python3", debian: ["python3"] },
  { command: "make", debian: ["make"] },
  { command: "g++", debian: ["g++"] },
];

/** Installs what the lock file names, unless `node_modules` holds just that, built for this Node. Resolves to whether it does now. */
export async function install() {
  const wanted = `${createHash("sha256").update(readFileSync(LOCK_FILE)).digest("hex")} abi ${process.versions.modules}\n`;
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : null;
  if (stamp === wanted) return true;
  const sameNode = stamp === null || stamp.endsWith(`abi ${process.versions.modules}\n`);
  if (!(sameNode && installedByHand())) {
    say("installing dependencies (npm ci); a minute or two the first time");
    if (!(await npmCi()) && !((await installDebianPackages(COMPILERS)).installed && (await npmCi()))) {
      say("npm ci failed, see above");
      return false;
    }
  }
  try {
    writeFileSync(STAMP, wanted);
  } catch {
    // Who installed it lets us only read: the next launcher looks again.
  }
  return true;
}

/** Somebody ran npm without us: its own record of `node_modules` tells whether that is what the lock file names. */
function installedByHand() {
  const record = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const there = packagesIn(record);
  return Object.entries(packagesIn(LOCK_FILE)).every(
    ([path, { version, optional }]) =>
      !path.includes("node_modules/") || (there[path] ? there[path].version === version : optional),
  );
}

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

function packagesIn(/** @type {string} */ file) {
  const lock = /** @type {{ packages: Packages }} */ (JSON.parse(readFileSync(file, "utf8")));
  return lock.packages;
}

function npmCi() {
  // Node's own headers, where it was installed with them: compiling then needs no download.
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, "include", "node", "node.h"))
    ? { npm_package_config_node_gyp_nodedir: prefix }
    : {};
  return run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: ROOT, env: { ...headers, ...process.env } });
}
