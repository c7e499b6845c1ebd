import { z } from "zod";

const common = {
  id: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("How the reader is called in logs and pages. Left out: its kind and place."),
  lane: z.string().min(1).max(64).default("1").describe("The way through the gate that it stands at."),
  direction: z.enum(["enter", "exit"]).optional().describe("Set where it always means one direction."),
};

const stdinSchema = z
  .strictObject({ kind: z.literal("stdin"), ...common })
  .describe("Standard input: each line is one scan.");

const framingSchema = z
  .strictObject({
    end: z
      .enum(["any", "cr", "lf", "crlf", "stxEtx", "quiet"])
      .describe('What ends a read. "any" is CR, LF or both; "quiet" a silence of quietMs.'),
    quietMs: z.int().positive().optional(),
    prefix: z.string().min(1).optional().describe("Text that the scanner puts before every read."),
    suffix: z.string().min(1).optional().describe("Text that it puts behind."),
  })
  .describe('How the scanner marks the end of a read. Left out: end "any".');

const serialSchema = z
  .strictObject({
    kind: z.literal("serial"),
    ...common,
    path: z.string().min(1).describe("The port, best by id: /dev/serial/by-id/..."),
    baudRate: z.int().positive().optional().describe("Default 9600. USB scanners ignore it."),
    dataBits: z.literal([5, 6, 7, 8]).optional().describe("Default 8."),
    parity: z.enum(["none", "even", "odd"]).optional().describe('Default "none".'),
    stopBits: z.literal([1, 1.5, 2]).optional().describe("Default 1."),
    framing: framingSchema.optional(),
  })
  .describe("A scanner at a serial port, real or USB.");

/** The readers that this build has adapters for. */
export const readerSchema = z.discriminatedUnion("kind", [serialSchema, stdinSchema], {
  error: 'expected "serial" or "stdin", the readers of this build: others need an adapter that it does not contain',
});

/** One entry of `readers`, defaults filled in. */
export type ReaderEntry = z.output<typeof readerSchema>;
