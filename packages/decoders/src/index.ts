export { aimIdentifier } from "./aim-identifier.js";
export { Assembler, type AssemblerOutlet, type DroppedRead } from "./assembler.js";
export type { Decoded, Decoder } from "./decoder.js";
export {
  fingerprintOf,
  scannerVendor,
  type DeviceIds,
  type DeviceMode,
  type Fingerprint,
} from "./fingerprints/index.js";
export { FrameDecoder, lineDecoder, type FrameEnd, type Framing } from "./frame-decoder.js";
export { frameOf } from "./frame-of.js";
export { LIMITS } from "./limits.js";
