import { z } from "zod";
import { commandsSchema, framingSchema } from "./framing-schema.js";
import { isTold, TOLD_EXPECTED, wanted } from "./wanted-schema.js";

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

const serialSchema = z
  .strictObject({
    kind: z.literal("serial"),
    ...common,
    ...wanted,
    baudRate: z.int().positive().optional().describe("Default 9600. USB scanners ignore it."),
    dataBits: z.literal([5, 6, 7, 8]).optional().describe("Default 8."),
    parity: z.enum(["none", "even", "odd"]).optional().describe('Default "none".'),
    stopBits: z.literal([1, 1.5, 2]).optional().describe("Default 1."),
    framing: framingSchema.optional(),
    commands: commandsSchema.optional(),
    hostTrigger: z.boolean().optional().describe("Reads as long as the gate runs, without a finger on its trigger."),
  })
  .refine(isTold, TOLD_EXPECTED)
  .describe("A scanner at a serial port, real or USB.");

const autoSchema = z
  .strictObject({ kind: z.literal("auto"), ...common })
  .describe("Every scanner that is plugged in and recognised, as soon as it is there.");

/** The readers that this build has adapters for. */
export const readerSchema = z.discriminatedUnion("kind", [serialSchema, autoSchema, stdinSchema], {
  error:
    'expected "serial", "auto" or "stdin", the readers of this build: others need an adapter that it does not contain',
});

/** One entry of `readers`, defaults filled in. */
export type ReaderEntry = z.output<typeof readerSchema>;
