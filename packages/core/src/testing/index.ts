export * from "./memory-store.js";
export * from "./scan-store-suite.js";
export * from "./scripted-scanner.js";
