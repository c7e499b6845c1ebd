import type { UsbDevice } from "./usb-devices.js";

/** The ids that a udev rule goes by: those of one device, or of all whose product id is of a pattern such as `"???7"`. */
export interface MatchedIds {
  readonly vendorId: number;
  readonly productId: number | string;
}

/** A USB id, or a pattern of ids, as `lsusb` and udev have it: four digits, hexadecimal. */
export function hexadecimal(id: number | string): string {
  return typeof id === "string" ? id : id.toString(16).padStart(4, "0");
}

/** The ids of a device as `lsusb` prints them: `"0c2e:0b87"`. */
export function idsOf({ vendorId, productId }: Pick<UsbDevice, "vendorId" | "productId">): string {
  return `${hexadecimal(vendorId)}:${hexadecimal(productId)}`;
}
