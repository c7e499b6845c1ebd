import { z } from "zod";

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const id = z.string().regex(/^[0-9a-f]{4}$/);
const atMs = z.number().min(0);

/** The first line of a capture: which scanner it is, and how it was read. Ids and bytes are hexadecimal. */
export const captureHeadSchema = z.strictObject({
  usherCapture: z.literal(1),
  kind: z.enum(["hid", "serial", "keyboard"]),
  path: z.string(),
  vendorId: id.nullable(),
  productId: id.nullable(),
  product: z.string().nullable(),
  /** What a HID device says that it is, and how its reports are laid out. */
  usages: z.array(z.strictObject({ usagePage: z.int(), usage: z.int() })).optional(),
  reportDescriptor: hex.nullable().optional(),
  /** The layout of a scanner that types. */
  layout: z.string().optional(),
  platform: z.string(),
  startedAt: z.string(),
});

/** What the scanner sent, at once or in one report; what Usher read in it; what Usher could not use. Milliseconds from the start. */
export const captureLineSchema = z.union([
  z.strictObject({ atMs, data: hex }),
  z.strictObject({ atMs, read: z.strictObject({ symbology: z.string().nullable(), bytes: hex }) }),
  z.strictObject({ atMs, dropped: z.strictObject({ reason: z.string(), bytes: z.int() }) }),
]);

export type CaptureHead = z.output<typeof captureHeadSchema>;
export type CaptureLine = z.output<typeof captureLineSchema>;

/** Bytes as a capture has them. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
