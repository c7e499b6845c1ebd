import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withCopy } from "./copies.mjs";
import { named } from "./launch/chosen.mjs";
import { ROOT } from "./launch/place.mjs";

/** The promises by number; their words stand in docs/reliability.md. */
const PROMISES = Array.from({ length: 14 }, (_, index) => `P${index + 1}`);

const ROOMS = ["packages", "apps", "e2e", "dst", "rig"];

/**
 * Which test files prove which promise: a test that proves one has its number in its name.
 *
 * @returns {Map<string, string[]>}
 */
function testsByPromise() {
  const files = ROOMS.flatMap((room) => testFiles(join(ROOT, room))).toSorted();
  return new Map(
    PROMISES.map((promise) => [
      promise,
      files.filter((file) => readFileSync(join(ROOT, file), "utf8").includes(`[${promise}]`)),
    ]),
  );
}

/** Where the list stands. */
const FILE = join(ROOT, "docs/reliability.md");

/** docs/reliability.md with the list as it should be. */
export function withPromises(/** @type {string} */ text) {
  return withCopy(text, "promises", promiseList());
}

function promiseList() {
  return [...testsByPromise()]
    .map(([promise, files]) => {
      const links = files.map((file) => `  - [${file}](../${file})`);
      return [`- ${promise}${links.length === 0 ? ": no test" : ""}`, ...links].join("\n");
    })
    .join("\n");
}

/** @returns {string[]} */
function testFiles(/** @type {string} */ folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith(".test.ts") || /\brig\/suites$/.test(entry.parentPath)))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replace(/^\//, ""))
    .filter((file) => !file.includes("node_modules/") && !file.includes("dist/"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = named("promises", ["--write"]);
  const text = withPromises(readFileSync(FILE, "utf8"));
  if (words.includes("--write")) writeFileSync(FILE, text);
  else console.log(promiseList());
}
