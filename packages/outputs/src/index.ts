export {
  RelayError,
  type BoardListener,
  type OpenBoard,
  type RelayBoard,
  type RelayErrorCode,
} from "./board/relay-board.js";
export { serialBoard, type OpenSerialPort } from "./board/serial-board.js";
export { outputSchema, type HidRelaySettings, type RelaySettings, type SerialRelaySettings } from "./settings.js";
