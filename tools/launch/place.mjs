import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The path of a tool that `npm ci` installed. */
export function installed(/** @type {string} */ name) {
  return join(ROOT, "node_modules", ".bin", name);
}

/**
 * Where the person stood who called `npm run <script>`: relative paths in arguments are meant from there. npm itself moves to the
 * root and leaves the place in INIT_CWD, which programs started by another npm script inherit too.
 */
export function callerFolder(/** @type {string} */ script) {
  const byNpm = process.env["npm_lifecycle_event"] === script;
  return (byNpm ? process.env["INIT_CWD"] : undefined) ?? process.cwd();
}
