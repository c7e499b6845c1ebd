import { askHost } from "./ask-host.js";

/** QEMU's USB-serial adapter, an FTDI: the machine around the guest is the scanner at its far end. */
export const ftdiLine = {
  /** What it is known by. */
  vendorId: 0x0403,
  productId: 0x6001,

  plug: (): void => askHost({ do: "serialPlug" }),

  unplug: (): void => askHost({ do: "serialUnplug" }),

  send: (bytes: string | Uint8Array): void =>
    askHost({ do: "serialSend", base64: Buffer.from(bytes).toString("base64") }),
};
