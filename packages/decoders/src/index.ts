export { aimIdentifier, symbologyOf, type Symbology } from "./aim/aim-identifier.js";
export { Assembler, type AssemblerOutlet, type DroppedRead } from "./assembler.js";
export type { Decoded, Decoder } from "./decoder.js";
export {
  FAMILIES,
  fingerprintOf,
  fingerprintSeen,
  makeOf,
  MODES,
  VENDORS,
  type DeviceIds,
  type DeviceMode,
  type FamilyRow,
  type Fingerprint,
  type ModeRow,
  type VendorRow,
} from "./fingerprints/index.js";
export { FrameDecoder, lineDecoder, type FrameEnd, type Framing } from "./frame-decoder.js";
export { frameOf } from "./frame-of.js";
export type { Handshake } from "./handshake.js";
export { gs1ElementsOf, type Gs1Element, type Gs1Elements, type Gs1Error } from "./gs1/gs1-elements.js";
export { hexBytes } from "./hex-bytes.js";
export { hidPosBeeps, type HidPosBeeps } from "./hid-pos/hid-pos-beeps.js";
export { HidPosDecoder } from "./hid-pos/hid-pos-decoder.js";
export {
  COMMON_HID_POS_LAYOUTS,
  hidPosLayouts,
  usualHidPosLayouts,
  type BitField,
  type HidPosLayout,
} from "./hid-pos/hid-pos-layout.js";
export { KeyboardDecoder, type KeyboardEnd, type KeyboardSettings } from "./keyboard/keyboard-decoder.js";
export { keyboardReports, type KeyboardReports } from "./keyboard/keyboard-reports.js";
export type { KeyboardLayout, KeyRows } from "./keyboard/keyboard-layout.js";
export { KEYBOARD_LAYOUTS, type KeyboardLayoutName } from "./keyboard/layouts.js";
export { LIMITS } from "./limits.js";
export type { Around } from "./open-read.js";
export { SnapiDecoder } from "./snapi/snapi-decoder.js";
export { SSI_CUES } from "./ssi/ssi-cues.js";
export { SsiDecoder } from "./ssi/ssi-decoder.js";
export { SSI, ssiCommand } from "./ssi/ssi-packet.js";
