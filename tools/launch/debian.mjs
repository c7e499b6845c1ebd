import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";
import { say } from "./say.mjs";

/**
 * A command or a file, and the Debian packages that bring it. A file is there where any of `files` is.
 *
 * @typedef {{ readonly command: string, readonly debian: readonly string[] }} NeededCommand
 * @typedef {{ readonly files: readonly string[], readonly debian: readonly string[] }} NeededFile
 * @typedef {NeededCommand | NeededFile} Need
 */

/** Where shared libraries are, on Debian and elsewhere. */
const LIBRARIES = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];

/** A shared library as a need. */
export function library(/** @type {string} */ name, /** @type {readonly string[]} */ debian) {
  return { files: LIBRARIES.map((folder) => join(folder, name)), debian };
}

/** Where a command is, or null. */
export function whereIs(/** @type {string} */ command) {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path)) ?? null;
}

/** Whether we may install Debian packages ourselves. Its relatives name and pack some of them differently. */
export function aptInstalls() {
  return isDebian() && process.getuid?.() === 0;
}

function isDebian() {
  return existsSync("/etc/os-release") && /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
}

/**
 * Installs the packages of what is missing: as root on Debian by itself, saying which; for others it only names the
 * one command to run. `installed` tells whether all are there now and at least one was not before.
 *
 * @param {readonly Need[]} needs
 */
export async function installDebianPackages(needs) {
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length === 0) return { present: true, installed: false };
  const packages = missing.flatMap(({ debian }) => debian).join(" ");
  const names = missing.map((need) => ("command" in need ? need.command : need.files[0])).join(", ");
  if (!aptInstalls()) {
    const command = isDebian() ? "run: sudo apt-get install -y" : "install them; on Debian they come with";
    say(`missing on this machine: ${names}; ${command} ${packages}`);
    return { present: false, installed: false };
  }
  say(`installing Debian packages: ${packages}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = ["-qq", "-o", "DPkg::Lock::Timeout=120"];
  // One repository out of reach fails this for all; the installation tells whether the packages are to be had.
  await run("apt-get", [...quiet, "update"], { env });
  const install = ["install", "-y", "--no-install-recommends", ...packages.split(" ")];
  const done = await run("apt-get", [...quiet, ...install], { env });
  if (!done) say(`could not install them; run: apt-get install -y ${packages}`);
  return { present: done, installed: done };
}

function isThere(/** @type {Need} */ need) {
  return "command" in need ? whereIs(need.command) !== null : need.files.some((file) => existsSync(file));
}
