import { LIMITS } from "@usher/decoders";
import { z } from "zod";

/** What a scanner may put around every read. */
export const around = {
  prefix: z.string().min(1).optional().describe("Text that the scanner puts before every read; it is taken off."),
  suffix: z.string().min(1).optional().describe("Text that it puts behind; it is taken off."),
};

/** How a scanner on a serial line marks the end of a read, and what it waits for. */
export const framingSchema = z
  .strictObject({
    end: z
      .enum(["any", "cr", "lf", "crlf", "terminator", "stxEtx", "quiet"])
      .default("any")
      .describe(
        'What ends a read. "any" is CR, LF or both; "quiet" a silence of quietMs; "terminator" the text of that name.',
      ),
    quietMs: z
      .int()
      .positive()
      .optional()
      .describe(`The silence that ends a read, for the end "quiet". Default ${LIMITS.quietMs}.`),
    terminator: z.string().min(1).optional().describe('The text that ends a read, for the end "terminator".'),
    ...around,
    handshake: z
      .enum(["none", "ackNak", "enq", "ackNakEnq"])
      .optional()
      .describe(
        'What the scanner waits for: an answer to every read, an enquiry before each, or both. Default "none".',
      ),
  })
  .refine(({ end, terminator }) => (end === "terminator") === (terminator !== undefined), {
    error: 'expected a terminator with the end "terminator", and with no other end',
    path: ["terminator"],
  })
  .describe('How the scanner marks the end of a read. Left out: end "any".');

/** Bytes that somebody wrote by hand. */
const HEX_BYTES = /^([0-9a-f]{2})( ?[0-9a-f]{2})*$/i;
const hexBytes = z.string().regex(HEX_BYTES, 'expected hexadecimal bytes such as "16 07 0d"').optional();

/** Cues of one's own: what a scanner is sent to sound for a permit and a denial. */
export const cuesSchema = z.strictObject({ permit: hexBytes, deny: hexBytes });

/** What a scanner on a serial line can be told. */
export const commandsSchema = z
  .union(
    [
      z.enum(["cipherLab", "datalogic", "honeywell", "honeywellHostAck", "newland", "ssi", "zebra", "none"]),
      cuesSchema,
    ],
    { error: 'expected the name of a command set, "none", or cues of your own such as {"permit": "16 07 0d"}' },
  )
  .describe("How it is told to sound. Left out: by its make, where its ids tell it. Own cues are hexadecimal bytes.");
