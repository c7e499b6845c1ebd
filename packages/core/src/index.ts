export * from "./domain/index.js";
export * from "./ports/index.js";
export { judge, passed, presumed, ticketMachine, type GateEvent, type Judgement } from "./rules/index.js";
export * from "./engine/index.js";
