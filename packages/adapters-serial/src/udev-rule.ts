import { hexadecimal, type MatchedIds } from "@usher/devices";

/**
 * The line for a file under `/etc/udev/rules.d` that lets whoever sits at the machine, and the group `dialout`, read and write this
 * device as a serial port, and keeps ModemManager away from it.
 */
export function serialRule({ vendorId, productId }: MatchedIds): string {
  const ids = `ATTRS{idVendor}=="${hexadecimal(vendorId)}", ATTRS{idProduct}=="${hexadecimal(productId)}"`;
  return `SUBSYSTEM=="tty", ${ids}, MODE="0660", GROUP="dialout", TAG+="uaccess", ENV{ID_MM_PORT_IGNORE}="1"`;
}
