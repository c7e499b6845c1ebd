import type { Cue } from "@usher/core";
import { SSI, ssiCommand } from "./ssi-packet.js";

// Beep codes as in the MK1000 manual, table 5-8.
const TWO_SHORT_HIGH = 0x01;
const THREE_LONG_LOW = 0x11;

/** What a scanner that speaks SSI sounds for a permit and a denial, other than the beep of the read itself. */
export const SSI_CUES: Readonly<Record<Cue, Uint8Array>> = {
  permit: ssiCommand(SSI.beep, [TWO_SHORT_HIGH]),
  deny: ssiCommand(SSI.beep, [THREE_LONG_LOW]),
};
