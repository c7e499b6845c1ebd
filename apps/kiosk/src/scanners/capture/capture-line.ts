import type { KeyboardScannerSettings } from "@usher/adapters-hid";
import type { UsbSettings } from "@usher/adapters-usb";
import { z } from "zod";
import { keyboard } from "../../configuration/keyboard-schema.js";
import { given } from "../../given.js";
import { usbMode } from "../../configuration/reader-schema.js";

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const id = z.string().regex(/^[0-9a-f]{4}$/);
const atMs = z.number().min(0);
const byte = z.int().min(0).max(255);

/** An interface of a USB device, as its descriptors tell it, and the kernel's driver that had it before. */
const interfaceSchema = z.strictObject({
  number: byte,
  class: byte,
  subclass: byte,
  protocol: byte,
  driver: z.string().nullable(),
  endpoints: z.array(
    z.strictObject({
      number: byte,
      direction: z.enum(["in", "out"]),
      type: z.enum(["bulk", "interrupt"]),
      packetBytes: z.int().min(0),
    }),
  ),
});

/** The first line of a capture: which scanner it is, and how it was read. Ids and bytes are hexadecimal. */
export const captureHeadSchema = z.strictObject({
  usherCapture: z.literal(1),
  kind: z.enum(["hid", "serial", "usb", "keyboard"]),
  path: z.string(),
  vendorId: id.nullable(),
  productId: id.nullable(),
  product: z.string().nullable(),
  /** What a HID device says that it is, and how its reports are laid out. */
  usages: z.array(z.strictObject({ usagePage: z.int(), usage: z.int() })).optional(),
  reportDescriptor: hex.nullable().optional(),
  /** Of a device that is read over USB. */
  interfaces: z.array(interfaceSchema).optional(),
  /** How a scanner that is read over USB talks, where that was told. */
  mode: usbMode.optional(),
  /** The layout of a scanner that types. */
  layout: keyboard.layout,
  platform: z.string(),
  startedAt: z.string(),
});

/**
 * What the scanner sent, at once, in one report or in one packet; what it answered when it was asked on its control endpoint; what Usher
 * read in it; what Usher could not use. Milliseconds from the start.
 */
export const captureLineSchema = z.union([
  z.strictObject({ atMs, data: hex }),
  z.strictObject({ atMs, control: z.strictObject({ request: byte, value: z.int(), data: hex }) }),
  z.strictObject({ atMs, read: z.strictObject({ symbology: z.string().nullable(), bytes: hex }) }),
  z.strictObject({ atMs, dropped: z.strictObject({ reason: z.string(), bytes: z.int() }) }),
]);

export type CaptureHead = z.output<typeof captureHeadSchema>;
export type CaptureLine = z.output<typeof captureLineSchema>;

/** What the driver is told of the scanner, as far as the head has it. */
export function settingsOf({ kind, mode, layout }: CaptureHead): UsbSettings & KeyboardScannerSettings {
  return kind === "usb" ? given({ mode, keyboard: given({ layout }) }) : given({ layout });
}

/** Bytes as a capture has them. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
