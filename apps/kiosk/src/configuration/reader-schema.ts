import { ONLY_LANE } from "@usher/core";
import { z } from "zod";
import { around, commandsSchema, cuesSchema, framingSchema } from "./framing-schema.js";
import { keyboard } from "./keyboard-schema.js";
import { isTold, TOLD_EXPECTED, wanted } from "./wanted-schema.js";

const common = {
  id: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("How the reader is called in logs and pages. Left out: its kind and place."),
  lane: z.string().min(1).max(64).default(ONLY_LANE).describe("The way through the gate that it stands at."),
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
    flowControl: z
      .enum(["none", "rtsCts", "xonXoff"])
      .optional()
      .describe('Who holds the other up while it is busy. Default "none".'),
    protocol: z
      .enum(["lines", "ssi"])
      .optional()
      .describe("What the scanner sends: plain bytes with an end (default), or packets of Zebra's SSI."),
    framing: framingSchema.optional(),
    commands: commandsSchema.optional(),
    hostTrigger: z.boolean().optional().describe("Reads as long as the gate runs, without a finger on its trigger."),
  })
  .refine(isTold, TOLD_EXPECTED)
  .describe("A scanner at a serial port, real or USB.");

const hidSchema = z
  .strictObject({ kind: z.literal("hid"), ...common, ...wanted, ...around })
  .describe("A scanner in HID POS mode, or Zebra's SNAPI. Told by nothing, it is the one there is.");

const keyboardSchema = z
  .strictObject({ kind: z.literal("keyboard"), ...common, ...wanted, ...keyboard })
  .refine(isTold, TOLD_EXPECTED)
  .describe("A scanner that types like a keyboard. On Linux only; HID POS and serial are better.");

const { exclusive: _isAlways, ...keyboardOverUsb } = keyboard;

/** How a scanner that is read over USB may talk. */
export const usbMode = z.enum(["keyboard", "hidPos", "lines", "ssi"]);

const usbSchema = z
  .strictObject({
    kind: z.literal("usb"),
    ...common,
    ...wanted,
    mode: usbMode.optional().describe("How the interface talks. Left out: by the scanner's ids, where they are known."),
    interfaceNumber: z.int().min(0).optional().describe("Which of its interfaces. Left out: the first that fits."),
    keyboard: z.strictObject(keyboardOverUsb).optional().describe('How it is set, in mode "keyboard".'),
    framing: framingSchema.optional(),
    cues: cuesSchema.optional().describe("What it is sent for a permit and a denial, as hexadecimal bytes."),
  })
  .refine(isTold, TOLD_EXPECTED)
  .describe("A scanner whose USB interface is taken from the system: a maker's own, or one that must not type.");

const autoSchema = z
  .strictObject({
    kind: z.literal("auto"),
    ...common,
    keyboard: z.strictObject(keyboard).optional().describe("How scanners that type like a keyboard are set."),
  })
  .describe("Every scanner that is plugged in and recognised, as soon as it is there.");

/** The readers that this build has adapters for. */
export const readerSchema = z.discriminatedUnion("kind", [
  autoSchema,
  hidSchema,
  serialSchema,
  usbSchema,
  keyboardSchema,
  stdinSchema,
]);

/** One entry of `readers`, defaults filled in. */
export type ReaderEntry = z.output<typeof readerSchema>;
