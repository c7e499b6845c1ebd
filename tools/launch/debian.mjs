import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";
import { say } from "./say.mjs";

/**
 * A command, and the Debian packages that bring it.
 *
 * @typedef {{ readonly command: string, readonly debian: readonly string[] }} Need
 */

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
 * Installs the packages of the commands that are missing: as root on Debian by itself, saying which; for others it only names the
 * one command to run. `installed` tells whether all are there now and at least one was not before.
 *
 * @param {readonly Need[]} needs
 */
export async function installDebianPackages(needs) {
  const missing = needs.filter(({ command }) => whereIs(command) === null);
  if (missing.length === 0) return { present: true, installed: false };
  const packages = missing.flatMap(({ debian }) => debian).join(" ");
  const names = missing.map(({ command }) => command).join(", ");
  if (!aptInstalls()) {
    const command = isDebian() ? "run: sudo apt-get install -y" : "install them; on Debian they come with";
    say(`missing on this machine: ${names}; ${command} ${packages}`);
    return { present: false, installed: false };
  }
  say(`installing Debian packages: ${packages}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = ["-qq", "-o", "DPkg::Lock::Timeout=120"];
  const updated = await run("apt-get", [...quiet, "update"], { env });
  const done =
    updated &&
    (await run("apt-get", [...quiet, "install", "-y", "--no-install-recommends", ...packages.split(" ")], { env }));
  if (!done) say(`could not install them; run: apt-get install -y ${packages}`);
  return { present: done, installed: done };
}
