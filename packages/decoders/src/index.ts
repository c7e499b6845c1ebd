export { aimIdentifier } from "./aim-identifier.js";
export { FrameDecoder, lineDecoder, type Decoded, type FrameEnd, type Framing } from "./frame-decoder.js";
export { frameOf } from "./frame-of.js";
export { LIMITS } from "./limits.js";
