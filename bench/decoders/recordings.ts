import { ENTER_KEY, hidPosReports, keysOf } from "@usher/decoders/testing";

/** One read: what the code says, and its AIM identifier where the scanner told one. */
export interface Read {
  readonly text: string;
  readonly symbology: string | null;
}

/** A key going down: as the keyboard reports it, and as a browser tells it where the computer has the US layout. */
export interface KeyPress {
  readonly report: Uint8Array;
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
}

export const RELEASED = new Uint8Array(8);

/** What a HID POS scanner of the usual layout sends for a read. */
export function reportsOf({ text, symbology }: Read): readonly Uint8Array[] {
  return hidPosReports(text, symbology ?? "");
}

/** The keys that a scanner of the US layout presses for a read, Enter at its end. */
export function keyPresses({ text, symbology }: Read): readonly KeyPress[] {
  return [...keysOf(`${symbology ?? ""}${text}`), ENTER_KEY].map(({ modifiers, usage, character }) => {
    const ctrlKey = (modifiers & 0x01) !== 0;
    const key = ctrlKey ? String.fromCharCode(character.charCodeAt(0) + 0x40) : character;
    return {
      report: Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0),
      key: key === ENTER_KEY.character ? "Enter" : key,
      code: `Key${usage}`,
      ctrlKey,
    };
  });
}

/** What a serial scanner sends for a read: identifier, data, CR. */
export function serialBytes({ text, symbology }: Read): Uint8Array {
  return new TextEncoder().encode(`${symbology ?? ""}${text}\r`);
}
