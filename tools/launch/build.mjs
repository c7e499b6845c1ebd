import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installed, ROOT } from "./place.mjs";
import { runQuietly } from "./run.mjs";
import { say } from "./say.mjs";

const STAMP = join(ROOT, ".usher", "built");
const ROOMS = ["packages", "apps"];
/** What a build depends on beside the rooms. */
const SHARED = ["nx.json", "package-lock.json", "tsconfig.base.json", "tsconfig.emit.json"];
const NO_SOURCES = /^(dist|node_modules|test|.*\.test\.ts|.*\.md)$/;

/**
 * Builds what changed, and then a folder that is no package but runs on what was built. Resolves to whether all is built.
 *
 * @param {string} [folder]
 */
export async function build(folder) {
  if (!(await buildRooms())) return false;
  return (
    folder === undefined || runQuietly(installed("tsc"), ["--build", `${folder}/tsconfig.build.json`], { cwd: ROOT })
  );
}

/**
 * Nx is not asked where nothing changed: it would take every `dist` away and put the same back from its store, and a kiosk that
 * runs meanwhile, or starts just then, would find its pages missing.
 */
async function buildRooms() {
  const wanted = digestOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted && everyRoomIsBuilt()) return true;
  rmSync(STAMP, { force: true });
  const args = ["run-many", "--target=build", "--output-style=static"];
  const built = await runQuietly(installed("nx"), args, { cwd: ROOT });
  if (built) writeFileSync(STAMP, wanted);
  else say("the build failed, see above");
  return built;
}

function everyRoomIsBuilt() {
  return ROOMS.flatMap((folder) => readdirSync(join(ROOT, folder)).map((room) => join(ROOT, folder, room))).every(
    (room) => !existsSync(join(room, "package.json")) || existsSync(join(room, "dist")),
  );
}

/** By name, size and time, as make does it. */
function digestOfSources() {
  const digest = createHash("sha256").update(process.version);
  for (const path of [
    ...SHARED.map((file) => join(ROOT, file)),
    ...ROOMS.flatMap((room) => filesIn(join(ROOT, room))),
  ]) {
    const { size, mtimeMs } = statSync(path);
    digest.update(`\n${path} ${size} ${mtimeMs}`);
  }
  return digest.digest("hex");
}

/** @returns {readonly string[]} */
function filesIn(/** @type {string} */ folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NO_SOURCES.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}
