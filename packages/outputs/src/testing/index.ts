export * from "./memory-board.js";
export * from "./relay-board-suite.js";
