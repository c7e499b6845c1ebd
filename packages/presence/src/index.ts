export * from "./device-messages.js";
export * from "./envelope.js";
export * from "./limits.js";
export * from "./operations.js";
export * from "./parsed-request.js";
export * from "./ticket-messages.js";
export * from "./upload-body.js";
