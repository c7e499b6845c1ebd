import { build } from "./launch/build.mjs";
import { chromium } from "./launch/chromium.mjs";
import { aptInstalls, installDebianPackages } from "./launch/debian.mjs";
import { installed, ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { become, run } from "./launch/run.mjs";
import { say } from "./launch/say.mjs";

await prepare(async () => (await equip()) && (await build()));
await become(installed("vitest"), ["run", ...process.argv.slice(2)], { cwd: ROOT });

/** What the tests need of the machine: socat for serial lines, and a Chromium to look at pages, Playwright's own if need be. */
async function equip() {
  const needs = [{ command: "socat", debian: ["socat"] }];
  if (aptInstalls() && (await chromium()) === null) {
    needs.push({ command: "chromium", debian: ["chromium", "fonts-dejavu-core"] });
  }
  if (!(await installDebianPackages(needs)).present) return false;
  if ((await chromium()) !== null) return true;
  say("installing Chromium for the page tests");
  if (await run(installed("playwright-core"), ["install", "chromium"], { cwd: ROOT })) return true;
  say("no Chromium to test the pages with. Install one and name its path in USHER_CHROMIUM");
  return false;
}
