import { idsOf } from "./usb-ids.js";

/** A device by all that may be known of it. */
export interface NamedDevice {
  readonly path: string;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly product?: string;
}

/** How a device is called in messages: by its path, its product and its ids, as far as they are known. */
export function deviceName({ path, vendorId, productId, product }: NamedDevice): string {
  if (vendorId === undefined || productId === undefined) return path;
  const ids = idsOf({ vendorId, productId });
  return `${path} (${product === undefined ? ids : `${product}, ${ids}`})`;
}
