import { hexadecimal, type MatchedIds } from "@usher/devices";

/**
 * The line for a file under `/etc/udev/rules.d` that lets whoever sits at the machine, and the group `plugdev`, read and write this
 * device as a HID device. Reading alone is not enough: hidapi opens for both.
 */
export function udevRule({ vendorId, productId }: MatchedIds): string {
  const ids = `ATTRS{idVendor}=="${hexadecimal(vendorId)}", ATTRS{idProduct}=="${hexadecimal(productId)}"`;
  return `SUBSYSTEM=="hidraw", ${ids}, MODE="0660", GROUP="plugdev", TAG+="uaccess"`;
}

/**
 * The line for such a file that lets the group `plugdev` keep the keys of this keyboard from all other programs. Writing needs a
 * change of the file's group at every plugging in: the kernel gives it to root alone.
 */
export function inhibitRule({ vendorId, productId }: MatchedIds): string {
  const ids = `ATTRS{id/vendor}=="${hexadecimal(vendorId)}", ATTRS{id/product}=="${hexadecimal(productId)}"`;
  const run = (command: string) => `RUN+="/bin/${command} /sys%p/inhibited"`;
  return `ACTION=="add", SUBSYSTEM=="input", KERNEL=="input*", ${ids}, ${run("chgrp plugdev")}, ${run("chmod g+w")}`;
}
