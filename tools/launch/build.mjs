import { installed, ROOT } from "./place.mjs";
import { runQuietly } from "./run.mjs";
import { say } from "./say.mjs";

/** Builds what changed. Resolves to whether all is built. */
export async function build(/** @type {readonly string[]} */ ...projects) {
  const chosen = projects.length === 0 ? [] : [`--projects=${projects.join(",")}`];
  const built = await runQuietly(installed("nx"), ["run-many", "--target=build", "--output-style=static", ...chosen], {
    cwd: ROOT,
  });
  if (!built) say("the build failed, see above");
  return built;
}
