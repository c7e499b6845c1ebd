import {
  COMMON_HID_POS_LAYOUTS,
  FrameDecoder,
  gs1ElementsOf,
  HidPosDecoder,
  KEYBOARD_LAYOUTS,
  KeyboardDecoder,
  symbologyOf,
  type Decoded,
  type Decoder,
} from "@usher/decoders";
import { keyPresses, RELEASED, reportsOf, serialBytes, type Read } from "./recordings.js";

/** What is read at gates: tickets in linear codes, QR, Aztec, PDF417 and Data Matrix, short and long. */
export const READS: readonly Read[] = [
  { text: "4006381333931", symbology: "]E0" },
  { text: "TKT-2026-00012345", symbology: "]C0" },
  { text: "748210953317", symbology: "]I0" },
  { text: "8f14e45fceea167a5a36dedd4bea2543", symbology: "]Q1" },
  { text: "M1DOE/JOHN            EABC123 VIEFRAOS 0123 326Y014C0001 100", symbology: "]z0" },
  { text: `01095212345432132112345678\u001d91SECTOR-B-ROW-12-SEAT-7`, symbology: "]d2" },
  { text: `GATE;EVENT-77;${"0123456789abcdef".repeat(7)}`, symbology: "]L2" },
];
/** A decoder of ours, and what it hears in one pass through {@link READS}. */
export interface Own {
  readonly decoder: Decoder;
  readonly inputs: readonly Uint8Array[];
}

export function ownHidPos(): Own {
  return { decoder: new HidPosDecoder(COMMON_HID_POS_LAYOUTS), inputs: READS.flatMap((read) => reportsOf(read)) };
}

export function ownKeyboard(): Own {
  const presses = READS.flatMap((read) => keyPresses(read));
  return {
    decoder: new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.us }),
    inputs: presses.flatMap(({ report }) => [report, RELEASED]),
  };
}

/** Without identifiers: at a read with one their parser throws ("e.symbology?.startsWith is not a function"). */
export const PLAIN_READS: readonly Read[] = READS.map(({ text }) => ({ text, symbology: null }));

export function ownSerial(): Own {
  return { decoder: new FrameDecoder({ end: "any" }), inputs: PLAIN_READS.map((read) => serialBytes(read)) };
}

/** How many reads these are; each is looked at as their events have it. */
export function looked(decoded: readonly Decoded[]): number {
  let reads = 0;
  for (const item of decoded) {
    if (item.kind !== "frame") throw new Error(`a read was lost: ${item.kind}`);
    const symbology = item.frame.symbology === null ? null : symbologyOf(item.frame.symbology);
    if (symbology?.gs1 === true && gs1ElementsOf(item.frame.text).error !== null) throw new Error(item.frame.text);
    reads += 1;
  }
  return reads;
}

/** Reads everything so often; how many reads these were. */
export function decodeAll({ decoder, inputs }: Own, repeats: number): number {
  let reads = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const input of inputs) {
      const decoded = decoder.push(input, 0);
      if (decoded.length > 0) reads += looked(decoded);
    }
  }
  return reads;
}
