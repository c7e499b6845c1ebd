export * from "./gate-rules.js";
export * from "./ticket-machine.js";
