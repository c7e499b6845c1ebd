export type { DeviceMode, Fingerprint } from "./fingerprint.js";
export { fingerprintOf, scannerVendor, type DeviceIds } from "./fingerprint-of.js";
