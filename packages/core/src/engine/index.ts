export * from "./create-scanner.js";
export { laneIdsOf, ONLY_LANE } from "./lanes.js";
export type { ReadersParts } from "./reader.js";
export { Readers } from "./readers.js";
export * from "./scanner.js";
export * from "./settings.js";
