import { z } from "zod";

/** How a scanner on a serial line marks the end of a read. */
export const framingSchema = z
  .strictObject({
    end: z
      .enum(["any", "cr", "lf", "crlf", "stxEtx", "quiet"])
      .describe('What ends a read. "any" is CR, LF or both; "quiet" a silence of quietMs.'),
    quietMs: z.int().positive().optional(),
    prefix: z.string().min(1).optional().describe("Text that the scanner puts before every read."),
    suffix: z.string().min(1).optional().describe("Text that it puts behind."),
  })
  .describe('How the scanner marks the end of a read. Left out: end "any".');

const HEX_BYTES = /^([0-9a-f]{2})( ?[0-9a-f]{2})*$/i;
const hexBytes = z.string().regex(HEX_BYTES, 'expected hexadecimal bytes such as "16 07 0d"').optional();

/** What a scanner on a serial line can be told. */
export const commandsSchema = z
  .union(
    [
      z.enum(["cipherLab", "datalogic", "honeywell", "honeywellHostAck", "newland", "ssi", "zebra", "none"]),
      z.strictObject({ permit: hexBytes, deny: hexBytes }),
    ],
    { error: 'expected the name of a command set, "none", or cues of your own such as {"permit": "16 07 0d"}' },
  )
  .describe("How it is told to sound. Left out: by its make, where its ids tell it. Own cues are hexadecimal bytes.");
