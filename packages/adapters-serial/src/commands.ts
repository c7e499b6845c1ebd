import { ScannerError, type Cue } from "@usher/core";
import { hexBytes, SSI, SSI_CUES, ssiCommand } from "@usher/decoders";

/** What scanners of one make can be told over a serial line. */
export interface CommandSet {
  readonly cues: Readonly<Record<Cue, Uint8Array>>;
  /** Begins and ends reading by the host's word, as a finger on the trigger does. */
  readonly trigger?: { readonly start: Uint8Array; readonly stop: Uint8Array };
  /** What the scanner answers a command with, from this to that; it is never a read. */
  readonly answer?: Answer;
}

/** The first and the last bytes of an answer. */
export interface Answer {
  readonly begin: Uint8Array;
  readonly end: Uint8Array;
}

/** Commands in the configuration's own words: a make that is known here, none, or cues as hexadecimal bytes (`"16 07 0d"`). */
export type WantedCommands = CommandSetName | "none" | { readonly permit?: string; readonly deny?: string };

/** The makes whose commands are known here. */
export type CommandSetName = "cipherLab" | "datalogic" | "honeywell" | "honeywellHostAck" | "newland" | "ssi" | "zebra";

const BEL = "07";

/**
 * What a gate wants heard: a permit is one good tone, a denial a bad one, or where a scanner has but one tone, three of it.
 * "Not on file" of Datalogic (`F`) is not among them: it switches the scanner off as well.
 */
export const COMMAND_SETS: Readonly<Record<CommandSetName, CommandSet>> = {
  // SYN BEL CR beeps, SYN T CR and SYN U CR pull and let go the trigger (Honeywell Xenon and N86 manuals). None is answered.
  honeywell: {
    cues: cues("16 07 0d", "16 07 0d 16 07 0d 16 07 0d"),
    trigger: { start: hex("16 54 0d"), stop: hex("16 55 0d") },
  },
  // With "Host ACK" on, ESC 7 is the tone of a good read and ESC 8 the razz of a bad one (Xenon 1900 manual, "Host ACK Responses").
  honeywellHostAck: { cues: cues("1b 37 2c", "1b 38 2c"), trigger: { start: hex("16 54 0d"), stop: hex("16 55 0d") } },
  // SOH is the good read tone whatever is configured, "34" CR the low tone, E and D switch the scanner on and off
  // (Datalogic PowerScan product reference guide, "Host commands").
  datalogic: { cues: cues("01", "33 34 0d"), trigger: { start: hex("45"), stop: hex("44") } },
  // A beep is #@//// CR; E and D switch the scanner on and off (CipherLab 1664 manual, "Host serial commands").
  cipherLab: {
    cues: cues("23 40 2f 2f 2f 2f 0d", "23 40 2f 2f 2f 2f 0d 23 40 2f 2f 2f 2f 0d 23 40 2f 2f 2f 2f 0d"),
    trigger: { start: hex("45"), stop: hex("44") },
  },
  // ~ SOH 0000 # command ; ETX, answered by STX SOH 0000 # ... ACK or NAK ; ETX (Newland HR52 manual, "Command syntax"). The commands
  // are BEEPON (hertz F, milliseconds T, volume V) and SCNTRG; nobody has tried them on a device for this table yet.
  newland: {
    cues: { permit: newland("BEEPON2700F100T20V"), deny: newland("BEEPON400F600T20V") },
    trigger: { start: newland("SCNTRG1"), stop: newland("SCNTRG0") },
    answer: { begin: hex("02 01 30 30 30 30"), end: hex("3b 03") },
  },
  // Beeps on BEL, where "Beep on BEL" is on (Symbol DS9808 and Zebra DS2208 manuals, RS-232 and CDC host).
  zebra: { cues: cues(BEL, `${BEL} ${BEL} ${BEL}`) },
  // Zebra's Simple Serial Interface.
  ssi: {
    cues: SSI_CUES,
    trigger: { start: ssiCommand(SSI.startSession), stop: ssiCommand(SSI.stopSession) },
  },
};

const BY_VENDOR: Readonly<Record<number, CommandSetName>> = {
  0x0c2e: "honeywell",
  0x0536: "honeywell",
  0x23d0: "honeywell",
  0x05f9: "datalogic",
  0x1eab: "newland",
  0x05e0: "zebra",
};

/**
 * What the scanner can be told: what is wanted, else what its protocol or its make understands, else nothing. A scanner behind a
 * bridge (FTDI, CP210x) tells nothing of its make, and its commands have to be named.
 */
export function commandsFor(
  wanted: WantedCommands | undefined,
  protocol: "lines" | "ssi",
  vendorId: number | undefined,
): CommandSet | null {
  if (typeof wanted === "object") {
    return { cues: { permit: hex(wanted.permit ?? ""), deny: hex(wanted.deny ?? "") } };
  }
  if (wanted !== undefined && wanted !== "none" && !Object.hasOwn(COMMAND_SETS, wanted)) {
    const known = ["none", ...Object.keys(COMMAND_SETS)].join(", ");
    throw new ScannerError("failed", `the commands "${wanted}" are not known: expected one of ${known}`);
  }
  const name = wanted ?? (protocol === "ssi" ? "ssi" : BY_VENDOR[vendorId ?? 0]);
  return name === undefined || name === "none" ? null : COMMAND_SETS[name];
}

function cues(permit: string, deny: string): CommandSet["cues"] {
  return { permit: hex(permit), deny: hex(deny) };
}

function newland(command: string): Uint8Array {
  return new TextEncoder().encode(`~\u00010000#${command};\u0003`);
}

function hex(text: string): Uint8Array {
  const bytes = hexBytes(text);
  if (bytes !== null) return bytes;
  throw new ScannerError(
    "failed",
    `"${text}" is no command for a scanner: expected hexadecimal bytes such as "16 07 0d"`,
  );
}
