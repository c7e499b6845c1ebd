import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("../package.json") as { readonly version: string };

/** Which version of the kiosk this is, as its package says. */
export const VERSION = manifest.version;
