export * from "./memory-store.js";
export * from "./memory-ticket-service.js";
export * from "./scan-store-suite.js";
export * from "./scanner-driver-suite.js";
export * from "./scripted-scanner.js";
export * from "./ticket-service-suite.js";
export * from "./virtual-time.js";
