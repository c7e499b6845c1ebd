import { z } from "zod";

const HEX_ID = /^(?:0x)?[0-9a-f]{1,4}$/i;
const usbId = (whose: string) =>
  z
    .string(
      'expected hexadecimal digits in quotes, as lsusb prints them: "0c2e" (a bare number would be read as decimal)',
    )
    .regex(HEX_ID, 'expected up to four hexadecimal digits, as lsusb prints them: "0c2e"')
    .transform((digits) => Number.parseInt(digits, 16))
    .optional()
    .describe(`USB ${whose} id, hexadecimal, as lsusb prints it.`);

/** What tells a scanner from others, each optional. */
export const wanted = {
  path: z.string().min(1).optional().describe("Where it is, best by a name that stays: /dev/serial/by-id/..."),
  vendorId: usbId("vendor"),
  productId: usbId("product"),
  serialNumber: z.string().min(1).optional().describe("Its serial number, as `usher-scanners list` shows it."),
  port: z
    .string()
    .regex(/^\d+-\d+(\.\d+)*$/, 'expected a USB port such as "1-1.4", as usher-scanners list shows it')
    .optional()
    .describe('The USB port it is plugged into, such as "1-1.4": tells scanners apart that have no serial number.'),
};

/** What of {@link wanted} was written. */
export type Wanted = z.output<z.ZodObject<typeof wanted>>;

/** A scanner of this kind has to be told from others by something. */
export function isTold({ path, vendorId, productId, serialNumber, port }: Wanted): boolean {
  return [path, vendorId, productId, serialNumber, port].some((told) => told !== undefined);
}

/** Words for one that was not. */
export const TOLD_EXPECTED =
  "expected which scanner it is: path, or of vendorId, productId, serialNumber and port what tells it (see usher-scanners list)";
