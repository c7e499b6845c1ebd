import { KEYBOARD_LAYOUTS, type KeyboardLayout } from "@usher/decoders";
import { ENTER_KEY, hidPosReports, keysOf, type TypedKey } from "@usher/decoders/testing";

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

const CTRL = 0x01;
const PRINTABLE = String.fromCharCode(...Array.from({ length: 0x5f }, (_, index) => 0x20 + index));
const US_KEYS = keysOf(PRINTABLE);

export const RELEASED = new Uint8Array(8);

/** What a HID POS scanner of the usual layout sends for a read. */
export function reportsOf({ text, symbology }: Read): readonly Uint8Array[] {
  return hidPosReports(text, symbology ?? "");
}

/** The keys that a scanner of a layout presses for a read, Enter at its end, as a computer of the US layout takes them. */
export function keyPresses(
  { text, symbology }: Read,
  layout: KeyboardLayout = KEYBOARD_LAYOUTS.us,
): readonly KeyPress[] {
  return [...keysOf(`${symbology ?? ""}${text}`, layout), ENTER_KEY].map((typed) => {
    const ctrlKey = (typed.modifiers & CTRL) !== 0;
    return {
      report: Uint8Array.of(typed.modifiers, 0, typed.usage, 0, 0, 0, 0, 0),
      key: typed === ENTER_KEY ? "Enter" : usCharacter(ctrlKey ? { ...typed, modifiers: 0 } : typed),
      code: `Key${typed.usage}`,
      ctrlKey,
    };
  });
}

function usCharacter({ modifiers, usage }: TypedKey): string {
  const key = US_KEYS.find((each) => each.usage === usage && each.modifiers === modifiers);
  if (key === undefined) throw new Error(`nothing is on key ${usage} of the US layout`);
  return key.character;
}

/** What a serial scanner sends for a read: identifier, data, CR. */
export function serialBytes({ text, symbology }: Read): Uint8Array {
  return new TextEncoder().encode(`${symbology ?? ""}${text}\r`);
}
