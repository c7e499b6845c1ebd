export {
  RelayError,
  type BoardListener,
  type OpenBoard,
  type RelayBoard,
  type RelayErrorCode,
} from "./board/relay-board.js";
export { hidBoard, type HidWorld } from "./board/hid-board.js";
export { serialBoard, type OpenSerialPort } from "./board/serial-board.js";
export { outputSchema, type HidRelaySettings, type RelaySettings, type SerialRelaySettings } from "./settings.js";
export { boardOf, wiringProblem, type WiringProblem } from "./wiring.js";
export { HeldBoard, type BoardState, type HeldBoardParts } from "./output/held-board.js";
export type { RelayOutput } from "./output/relay-output.js";
export { holderStarter, type HolderListener, type HolderProcess, type StartHolder } from "./output/holder-process.js";
export type { HolderNews, Order } from "./holder/messages.js";
