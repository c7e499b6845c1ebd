import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The path of a tool that `npm ci` installed. */
export function installed(/** @type {string} */ name) {
  return join(ROOT, "node_modules", ".bin", name);
}
