import { listLinuxDevices } from "./linux-devices.js";
import { listNativeDevices } from "./native.js";
import type { ListUsbDevices } from "./port.js";

/** The devices of this machine. Rejects where it has no USB bus. */
export const listMachineDevices: ListUsbDevices = () =>
  process.platform === "linux" ? listLinuxDevices() : listNativeDevices();
