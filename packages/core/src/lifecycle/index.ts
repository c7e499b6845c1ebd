export * from "./backoff.js";
export * from "./clock.js";
export type * from "./device-events.js";
export * from "./device-machine.js";
export * from "./reader-machine.js";
