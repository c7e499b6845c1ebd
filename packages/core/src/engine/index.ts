export * from "./create-scanner.js";
export * from "./scanner.js";
export * from "./settings.js";
