export { usbChanges } from "./changes.js";
export type { DecodingSettings } from "./decoding.js";
export type { Surroundings } from "./discover.js";
export { usbDriver, type UsbDriverOptions, type UsbSettings } from "./driver.js";
export { listMachineDevices as listUsbDevices } from "./machine.js";
export { claimNativeInterface as claimUsbInterface } from "./native.js";
export { udevRule as usbRule } from "./open-failure.js";
export type {
  ClaimedInterface,
  ClaimInterface,
  ControlRequest,
  ListedUsbDevice,
  ListUsbDevices,
  UsbChange,
  UsbEndpoint,
  UsbInterface,
  WatchUsb,
} from "./port.js";
export { PROFILES, type UsbMode, type UsbProfile, type WantedReading } from "./profiles.js";
