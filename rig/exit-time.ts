import { spawnSync } from "node:child_process";
import { LIMITS } from "./limits.js";

/**
 * How long a process may take just now to end with all its devices open: a second, and what this machine takes longer than one with
 * nothing else to do. How much that is an empty program tells.
 */
export function exitTimeMs(): number {
  const startedMs = performance.now();
  spawnSync(process.execPath, ["--eval", ""]);
  return LIMITS.exitMs + LIMITS.exitPrograms * (performance.now() - startedMs);
}
