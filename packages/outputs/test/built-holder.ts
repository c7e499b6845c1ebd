import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HOLDER = fileURLToPath(new URL("../dist/holder/main.js", import.meta.url));

/** The holder's program as it is built: Node runs no TypeScript itself. */
export function builtHolder(): string {
  if (!existsSync(HOLDER)) throw new Error("these tests run the built holder: npm run build");
  return HOLDER;
}
