/**
 * How a device talks. `hidPos` and `snapi` are read by a reader of kind "hid", `keyboard` by kind "keyboard", `serial` by kind
 * "serial" (USB-CDC and the makers' own serial classes). `ibmHandHeld` (also table-top, "OEM", "SurePOS") and `vendor` are modes
 * that nobody here reads. `bridge` is a USB-serial chip behind which anything may be; `relay` is no scanner at all.
 */
export type DeviceMode = "hidPos" | "snapi" | "keyboard" | "serial" | "ibmHandHeld" | "vendor" | "bridge" | "relay";

/** What a vendor and a product id say about a device. */
export interface Fingerprint {
  readonly vendor: string;
  /** The model or the family of models, where the ids tell. */
  readonly model?: string;
  readonly mode: DeviceMode;
  /** What to scan or to set so that Usher can read it: one sentence without its full stop. */
  readonly toUse: string;
  /** Where this is known from. */
  readonly source: string;
}

/** A vendor, and how to set its scanners to a mode that can be read. */
export interface VendorRow {
  readonly vendorId: number;
  readonly vendor: string;
  /** How to change the mode, in the words of the maker's manuals. Missing for makers of bridges and relays. */
  readonly toSet?: string;
}

/**
 * One product id, or with `mask` all ids for which `(productId & mask) === productId of the row`. The first row that fits
 * counts, so single ids stand before rules.
 */
export interface ModeRow {
  readonly vendorId: number;
  readonly productId: number;
  readonly mask?: number;
  readonly mode: DeviceMode;
  readonly model?: string;
  readonly source: string;
}

/** The name of all models whose product id fits; see {@link ModeRow}. */
export interface FamilyRow {
  readonly vendorId: number;
  readonly productId: number;
  readonly mask: number;
  readonly model: string;
}
