import { DEAD, keyMapOf } from "../keyboard/key-map.js";
import type { KeyboardLayout } from "../keyboard/keyboard-layout.js";
import { KEYBOARD_LAYOUTS } from "../keyboard/layouts.js";
import { ssiChecksum, SSI } from "../ssi/ssi-packet.js";

const HID_POS_BYTES = 56;
const SNAPI_BYTES = 56;
const SSI_BYTES = 240;
const QR_CODE = 0x1c;
const CONTINUED = 0x02;

/** The reports in which a HID POS scanner of the usual layout sends a text: 64 bytes with the id, 56 of them data. */
export function hidPosReports(text: string, identifier = "]Q1"): readonly Uint8Array[] {
  return partsOf(text, HID_POS_BYTES).map((data, index, all) => {
    const report = new Uint8Array(64);
    report.set([2, data.length]);
    report.set(new TextEncoder().encode(identifier), 2);
    report.set(data, 5);
    report[63] = index < all.length - 1 ? 1 : 0;
    return report;
  });
}

/** The reports in which a Zebra in SNAPI mode sends a QR code; large ones where a byte can't count them. */
export function snapiReports(text: string): readonly Uint8Array[] {
  return partsOf(text, SNAPI_BYTES).map((data, index, all) => {
    const report = new Uint8Array(64);
    const isLarge = all.length > 0xff;
    report.set(isLarge ? [0x26, all.length >> 8, all.length, index >> 8, index] : [0x22, all.length, index]);
    report.set([data.length, QR_CODE, 0], isLarge ? 5 : 3);
    report.set(data, isLarge ? 8 : 6);
    return report;
  });
}

/** The packets in which an SSI scanner sends a QR code. */
export function ssiPackets(text: string): readonly Uint8Array[] {
  return partsOf(text, SSI_BYTES).map((data, index, all) =>
    ssiPacket(SSI.decodeData, [QR_CODE, ...data], index < all.length - 1 ? CONTINUED : 0),
  );
}

/** One packet of an SSI scanner. */
export function ssiPacket(opcode: number, data: readonly number[], status = 0): Uint8Array {
  const packet = Uint8Array.of(4 + data.length, opcode, 0, status, ...data, 0, 0);
  const checksum = ssiChecksum(packet, packet.length - 2);
  packet.set([checksum >> 8, checksum & 0xff], packet.length - 2);
  return packet;
}

/** A key as a keyboard reports it, with what is on it. */
export interface TypedKey {
  readonly modifiers: number;
  readonly usage: number;
  readonly character: string;
}

/** Enter, as it ends a read. */
export const ENTER_KEY: TypedKey = { modifiers: 0, usage: 0x28, character: "\r" };
const SPACE_KEY: TypedKey = { modifiers: 0, usage: 0x2c, character: " " };
const GROUP_SEPARATOR: TypedKey = { modifiers: 0x01, usage: 0x30, character: "\u001d" };

/** The keys that type a text on a layout: a dead key with a space behind it, the separator of GS1 as Ctrl and ]. */
export function keysOf(text: string, layout: KeyboardLayout = KEYBOARD_LAYOUTS.us): readonly TypedKey[] {
  const { plain, shift, altGr } = keyMapOf(layout);
  return Array.from(text).flatMap((character) => {
    if (character === GROUP_SEPARATOR.character) return [GROUP_SEPARATOR];
    for (const [modifiers, level] of [
      [0, plain],
      [0x02, shift],
      [0x40, altGr],
    ] as const) {
      const unit = character.charCodeAt(0);
      const usage = level.findIndex((typed, key) => (typed & ~DEAD) === unit && !isOfKeypad(key));
      if (usage === -1) continue;
      const key = { modifiers, usage, character };
      return ((level[usage] ?? 0) & DEAD) === 0 ? [key] : [key, SPACE_KEY];
    }
    throw new Error(`no key of this layout types ${character}`);
  });
}

/** The boot reports in which a keyboard scanner types a text and Enter: each key, and its letting go. */
export function bootReports(text: string, layout: KeyboardLayout = KEYBOARD_LAYOUTS.us): readonly Uint8Array[] {
  return [...keysOf(text, layout), ENTER_KEY].flatMap(({ modifiers, usage }) => [
    Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0),
    new Uint8Array(8),
  ]);
}

function isOfKeypad(usage: number): boolean {
  return usage >= 0x54 && usage <= 0x63;
}

function partsOf(text: string, bytes: number): readonly Uint8Array[] {
  const data = new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < data.length; from += bytes) parts.push(data.subarray(from, from + bytes));
  return parts;
}
