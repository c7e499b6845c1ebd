export * from "./backoff.js";
export * from "./device-machine.js";
export * from "./reader-machine.js";
