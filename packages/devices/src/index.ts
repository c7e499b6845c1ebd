export { deviceName, type NamedDevice } from "./device-name.js";
export { holderOf, holderName, type Holder, type HolderOf } from "./holder.js";
export { knownSettings } from "./known-settings.js";
export { mayOpen, type MayOpen } from "./may-open.js";
export { systemTime } from "./system-time.js";
export { tellLog } from "./tell-log.js";
export { Turns } from "./turns.js";
export { hexadecimal, idsOf, type MatchedIds } from "./usb-ids.js";
export { usbDeviceAt, usbDevices, USB_SOCKET, type FindUsbDevices, type UsbDevice } from "./usb-devices.js";
