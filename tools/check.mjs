import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { chosen } from "./launch/chosen.mjs";
import { installed, ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";

/** A cruise that found no files finds no violations either. */
const FEWEST_MODULES = 200;

/** Every check, by name. Each resolves to what it has to say, null where all is well. `npm run check -- lint types` runs two. */
const CHECKS = {
  format: () => tool("oxfmt", ["--check", "."]),
  lint: () => tool("oxlint", ["--type-aware", "--report-unused-disable-directives-severity=error"]),
  boundaries,
  "dead code": () => tool("knip", ["--no-progress"]),
  types,
  packages,
};

const names = chosen("check", Object.keys(CHECKS));
await prepare(() => build());
let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  if (!names.includes(name)) continue;
  const startedMs = performance.now();
  const complaint = await check();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${complaint === null ? "ok    " : "FAILED"} ${name.padEnd(12)} ${seconds.padStart(5)} s`);
  if (complaint !== null) {
    console.log(complaint);
    failed += 1;
  }
}
process.exitCode = failed > 0 ? 1 : 0;

/** Everything that runs in Node in one go, then what knows a browser, then the built packages as the strictest of compilers sees them. */
async function types() {
  const projects = [".", "apps/kiosk/ui", "apps/kiosk/test/pages", "e2e/pages", "tools/strict"];
  const complaints = await Promise.all(projects.map((project) => tool("tsc", ["--project", project])));
  return told(complaints);
}

/** Who imports whom, by the rules in .dependency-cruiser.mjs. */
async function boundaries() {
  const folders = ["packages", "apps", "tools", "e2e", "dst", "bench", "rig"];
  const { output } = await execute("depcruise", ["--output-type", "json", ...folders]);
  if (!output.startsWith("{")) return output;
  /** @typedef {{ from: string, to: string, rule: { name: string } }} Violation */
  const { summary } = /** @type {{ summary: { totalCruised: number, violations: Violation[] } }} */ (
    JSON.parse(output)
  );
  const { totalCruised, violations } = summary;
  if (totalCruised < FEWEST_MODULES)
    return `only ${totalCruised} modules were found: the cruise does not see the sources`;
  const lines = violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  return lines.length === 0 ? null : lines.join("\n");
}

/** Whether the packages, as npm packs them, hold what they should and work for those who install them. */
async function packages() {
  const folder = mkdtempSync(join(tmpdir(), "usher-packages-"));
  try {
    const pack = ["pack", "--workspaces", "--json", "--pack-destination", folder];
    const { success, output } = await execute("npm", pack);
    if (!success) return output;
    /** @type {(string | null)[]} */
    const complaints = [];
    for (const { name, filename, files } of /** @type {Packed[]} */ (JSON.parse(output))) {
      const tarball = join(folder, filename);
      const typed = files.some(({ path }) => path === "dist/index.d.ts");
      complaints.push(
        missing(name, files),
        ...(await Promise.all([
          tool("publint", ["--strict", tarball]),
          typed ? tool("attw", ["--profile", "esm-only", "--format", "ascii", tarball]) : null,
        ])),
      );
    }
    return told(complaints);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @typedef {{ name: string, filename: string, files: { path: string }[] }} Packed */

function missing(/** @type {string} */ name, /** @type {Packed["files"]} */ files) {
  const paths = files.map(({ path }) => path);
  const wrong = [
    ...["README.md", "package.json"].filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...paths.filter((path) => /\.test\.|tsbuildinfo/.test(path)).map((path) => `${path} should not be in it`),
  ];
  return wrong.length === 0 ? null : `${name}: ${wrong.join(", ")}`;
}

/** All complaints as one, null where there is none. */
function told(/** @type {readonly (string | null)[]} */ complaints) {
  return complaints.filter((complaint) => complaint !== null).join("\n") || null;
}

/** Runs a tool whose exit code says whether all is well. */
async function tool(/** @type {string} */ name, /** @type {readonly string[]} */ args) {
  const { success, output } = await execute(name, args);
  return success ? null : output;
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<{ success: boolean, output: string }>}
 */
function execute(name, args) {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 2 ** 28 };
    execFile(name === "npm" ? name : installed(name), args, options, (error, stdout, stderr) => {
      resolve({ success: error === null, output: error === null ? stdout : stdout + stderr || error.message });
    });
  });
}
