export * from "./memory.js";
export * from "./offline.js";
export * from "./online.js";
export * from "./override.js";
export * from "./rereads.js";
export * from "./trouble.js";
