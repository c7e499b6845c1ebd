export * from "./backoff.js";
export * from "./clock.js";
export * from "./device-machine.js";
export * from "./reader-machine.js";
