import { join } from "node:path";
import { build } from "./build.mjs";
import { ROOT } from "./place.mjs";
import { prepare } from "./prepare.mjs";
import { become } from "./run.mjs";

/**
 * Makes the clone ready and becomes one of our programs, with the arguments of this process.
 *
 * @param {string} script how npm calls it
 * @param {string} main
 */
export async function launch(script, main) {
  await prepare(() => build());
  const cwd = callerFolder(script);
  await become(process.execPath, [join(ROOT, main), ...process.argv.slice(2)], { cwd });
}

/**
 * Where the person stood who called `npm run <script>`: relative paths in arguments are meant from there. npm itself moves to the
 * root and leaves the place in INIT_CWD, which programs started by another npm script inherit too.
 */
function callerFolder(/** @type {string} */ script) {
  const byNpm = process.env["npm_lifecycle_event"] === script;
  return (byNpm ? process.env["INIT_CWD"] : undefined) ?? process.cwd();
}
