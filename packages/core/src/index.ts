export * from "./domain/index.js";
export * from "./engine/index.js";
export * from "./ports/index.js";
export * from "./rules/gate-rules.js";
export { backoffMs } from "./lifecycle/backoff.js";
