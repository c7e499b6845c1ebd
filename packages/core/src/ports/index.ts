export * from "./gate-output.js";
export * from "./offline-validator.js";
export * from "./open-failure.js";
export * from "./scan-store.js";
export * from "./scanner-driver.js";
export * from "./scanner-identity.js";
export * from "./ticket-service.js";
export * from "./time.js";
