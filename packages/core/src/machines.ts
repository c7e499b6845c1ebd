// The machines themselves, for those who draw or test them. The types of xstate are in no other entry, so that who builds a gate
// needs them neither to compile nor to read.
export { deviceMachine, readerMachine } from "./lifecycle/index.js";
export { ticketMachine } from "./rules/index.js";
