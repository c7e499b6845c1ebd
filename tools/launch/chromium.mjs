import { existsSync } from "node:fs";
import { whereIs } from "./debian.mjs";

/**
 * The Chromium that looks at our pages in tests: the one that USHER_CHROMIUM names, the system's own, or Playwright's. Null where
 * there is none.
 *
 * @returns {Promise<string | null>}
 */
export async function chromium() {
  const named = process.env["USHER_CHROMIUM"];
  if (named) return named;
  const system = whereIs("chromium");
  if (system) return system;
  const { chromium: playwrights } = await import("playwright-core");
  const path = playwrights.executablePath();
  return existsSync(path) ? path : null;
}
