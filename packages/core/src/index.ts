export * from "./domain/index.js";
export * from "./engine/index.js";
export * from "./ports/index.js";
export * from "./rules/index.js";
export { backoffMs, deviceMachine, readerMachine } from "./lifecycle/index.js";
