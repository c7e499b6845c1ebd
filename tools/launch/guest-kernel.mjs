import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { aptInstalls } from "./debian.mjs";
import { ROOT } from "./place.mjs";
import { run } from "./run.mjs";
import { say } from "./say.mjs";

const execute = promisify(execFile);
const CACHE = join(ROOT, ".usher", "rig");

/** The newest of Debian's kernels for this machine. */
const LATEST = "linux-image-amd64";

/**
 * The folder of an unpacked Debian kernel, for a guest to boot: fetched once for each version, never installed. Null where there is
 * none to be had, which was said.
 */
export async function guestKernel() {
  if (process.arch !== "x64") {
    say(`the guest needs an x86-64 machine: its kernel is ${LATEST}, and it runs this machine's own Node`);
    return null;
  }
  const name = (await latest()) ?? ((await updated()) ? await latest() : null);
  if (name === null) {
    say(`the guest boots Debian's kernel, and apt-cache knows no ${LATEST} here; on Debian run: sudo apt-get update`);
    return null;
  }
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  say(`fetching the guest's kernel: ${name}`);
  return (await fetched(name, folder)) || ((await updated()) && (await fetched(name, folder))) ? folder : null;
}

/** The package that the newest kernel is in, by the name of its version. */
async function latest() {
  try {
    const { stdout } = await execute("apt-cache", ["depends", LATEST]);
    return /Depends: (linux-image-\d\S*)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Package lists may be missing, as in a container's image, or older than what they name. */
async function updated() {
  return aptInstalls() && (await run("apt-get", ["-qq", "update"]));
}

async function fetched(/** @type {string} */ name, /** @type {string} */ folder) {
  const draft = join(CACHE, "draft");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  if (!(await run("apt-get", ["-qq", "-o", "APT::Sandbox::User=root", "download", name], { cwd: draft }))) return false;
  const [packed = ""] = readdirSync(draft);
  const unpacked = join(draft, "kernel");
  const version = name.replace("linux-image-", "");
  const done =
    (await run("dpkg-deb", ["--extract", join(draft, packed), unpacked])) &&
    (await run("depmod", ["--basedir", unpacked, version]));
  if (done) renameSync(unpacked, folder);
  rmSync(draft, { recursive: true });
  return done;
}
