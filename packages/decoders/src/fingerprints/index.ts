export type { DeviceMode, FamilyRow, Fingerprint, ModeRow, VendorRow } from "./fingerprint.js";
export { fingerprintOf, fingerprintSeen, makeOf, type DeviceIds } from "./fingerprint-of.js";
export { FAMILIES, MODES } from "./modes.js";
export { VENDORS } from "./vendors.js";
