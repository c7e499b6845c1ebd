import type { DeviceMode, Fingerprint, VendorRow } from "./fingerprint.js";
import { FAMILIES, MODES } from "./modes.js";
import { VENDORS } from "./vendors.js";

/** The ids by which a device is known. */
export interface DeviceIds {
  readonly vendorId?: number | undefined;
  readonly productId?: number | undefined;
}

const EVERY_BIT = 0xffff;

/** What can be done with a device in each mode; where it has to be set to another one, the vendor's words follow. */
const ADVICE: Readonly<Record<DeviceMode, { readonly readAs: string; readonly better: boolean }>> = {
  hidPos: { readAs: 'nothing to set: read it with a reader of kind "hid"', better: false },
  snapi: { readAs: 'nothing to set: read it with a reader of kind "hid"', better: false },
  serial: { readAs: 'nothing to set: read it with a reader of kind "serial"', better: false },
  keyboard: { readAs: 'on Linux read it with a reader of kind "keyboard"', better: true },
  ibmHandHeld: { readAs: "this mode is not read", better: true },
  vendor: { readAs: "this mode is not read", better: true },
  bridge: { readAs: 'name its path with a reader of kind "serial"', better: false },
  relay: { readAs: "it is an output, not a scanner", better: false },
};

/**
 * Which device it is and how it talks, by vendor and product id; null where nobody here knows it. An unknown keyboard is never
 * taken for a scanner.
 */
export function fingerprintOf({ vendorId, productId }: DeviceIds): Fingerprint | null {
  if (vendorId === undefined || productId === undefined) return null;
  const fits = (row: { readonly vendorId: number; readonly productId: number; readonly mask?: number }): boolean =>
    row.vendorId === vendorId && row.productId === (productId & (row.mask ?? EVERY_BIT));
  const row = MODES.find(fits);
  const maker = vendorRow(vendorId);
  if (row === undefined || maker === undefined) return null;
  const model = row.model ?? FAMILIES.find(fits)?.model;
  const { vendor } = maker;
  const { mode, source } = row;
  return { vendor, ...(model === undefined ? {} : { model }), mode, toUse: toUseIn(mode, maker), source };
}

/**
 * The same for a device that is seen to talk in this mode: where its product id is not listed but its maker makes scanners, it is one
 * of those. Good for telling what to set; nothing is taken by it.
 */
export function fingerprintSeen(ids: DeviceIds, seen: DeviceMode): Fingerprint | null {
  const known = fingerprintOf(ids);
  const maker = ids.vendorId === undefined ? undefined : vendorRow(ids.vendorId);
  if (known !== null || maker?.toSet === undefined) return known;
  return { vendor: maker.vendor, mode: seen, toUse: toUseIn(seen, maker), source: "what its interface is" };
}

/** What people call a device: its maker, and the model where that is known. */
export function makeOf({ vendor, model }: Pick<Fingerprint, "vendor" | "model">): string {
  return model === undefined ? vendor : `${vendor} ${model}`;
}

function vendorRow(vendorId: number): VendorRow | undefined {
  return VENDORS.find((row) => row.vendorId === vendorId);
}

function toUseIn(mode: DeviceMode, { toSet }: VendorRow): string {
  const { readAs, better } = ADVICE[mode];
  if (!better || toSet === undefined) return readAs;
  return mode === "keyboard" ? `${readAs}; better, ${toSet}` : `${readAs}: ${toSet}`;
}
