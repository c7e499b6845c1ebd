import { askHost } from "./ask-host.js";

/** QEMU's USB keyboard: a real device on the emulated bus, whose keys the machine around the guest presses. */
export const usbKeyboard = {
  /** What it is known by. */
  vendorId: 0x0627,
  productId: 0x0001,

  plug: (): void => askHost({ do: "plug", driver: "usb-kbd", id: "keyboard" }),

  unplug: (): void => askHost({ do: "unplug", id: "keyboard" }),

  /** Presses keys by QEMU's names for them, one stroke after the other: `["shift", "a"], ["ret"]`. */
  press(...keys: readonly (readonly string[])[]): void {
    askHost({ do: "keys", keys });
  },
};
