import { KEYBOARD_LAYOUTS, LIMITS, type KeyboardLayoutName } from "@usher/decoders";
import { z } from "zod";
import { around } from "./framing-schema.js";

const LAYOUTS = Object.keys(KEYBOARD_LAYOUTS) as [KeyboardLayoutName, ...KeyboardLayoutName[]];

/** How a scanner in keyboard mode is set. */
export const keyboard = {
  layout: z
    .enum(LAYOUTS)
    .optional()
    .describe('The layout that the scanner is set to, not the computer\'s. Default "us".'),
  end: z
    .enum(["any", "enter", "tab", "quiet"])
    .optional()
    .describe('The key that ends a read. Default "any": Enter or Tab. "quiet" is none, but a silence of quietMs.'),
  quietMs: z
    .int()
    .positive()
    .optional()
    .describe(`A read ends too after this long without a key. Default ${LIMITS.keyboardQuietMs}.`),
  ...around,
  exclusive: z
    .enum(["preferred", "required", "off"])
    .optional()
    .describe(
      'Whether its keys are kept from all other programs: if that can be had ("preferred", the default), or else the scanner is not read ("required"), or not at all ("off").',
    ),
};

/** What of {@link keyboard} was written. */
export type KeyboardEntry = z.output<z.ZodObject<typeof keyboard>>;
