export * from "./scanner.js";
export * from "./settings.js";
