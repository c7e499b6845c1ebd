export { listHidDevices, openHidDevice, readReportDescriptor, type FindPlace, type HidDevice } from "./open-device.js";
export type { HidListener, HidUsage, ListedHidDevice, ListHidDevices, OpenedHidDevice, OpenHidDevice } from "./port.js";
export { idsOf, udevRule, type UsbIds } from "./udev-rule.js";
export type { HidPlace } from "./sysfs.js";
