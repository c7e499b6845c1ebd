export type { FindingOptions } from "./discover.js";
export { hidPosDriver, type HidDriverOptions, type HidPosSettings } from "./hid-pos-driver.js";
export type { HeldBy, KeyHold } from "./key-hold.js";
export {
  keyboardDriver,
  type KeyboardDriver,
  type KeyboardDriverOptions,
  type KeyboardScanner,
  type KeyboardScannerSettings,
} from "./keyboard-driver.js";
export { listHidDevices, openHidDevice, readReportDescriptor, type FindPlace, type HidDevice } from "./open-device.js";
export type { HidListener, HidUsage, ListedHidDevice, ListHidDevices, OpenedHidDevice, OpenHidDevice } from "./port.js";
export { inhibitRule, udevRule } from "./udev-rule.js";
export type { HidPlace, InputDevice } from "./linux-devices.js";
