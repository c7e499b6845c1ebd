import { COMMON_HID_POS_LAYOUTS, KEYBOARD_LAYOUTS, type Framing, type KeyboardLayoutName } from "@usher/decoders";
import { readsOfHidPos, readsOfKeyboard, readsOfSerial, type Outcome, type Sent } from "./outcomes.js";
import { keyPresses, reportsOf, type Read } from "./recordings.js";

/** Something that scanners send, what it should be read as, and what both sides read. */
export interface Vector {
  readonly mode: "HID POS" | "keyboard" | "serial";
  readonly what: string;
  readonly expected: readonly Read[];
  readonly outcome: () => Promise<Outcome>;
}

const qr = (text: string): Read => ({ text, symbology: "]Q1" });
const bare = (text: string): Read => ({ text, symbology: null });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const at = (report: Uint8Array, index: number, value: number): Uint8Array => report.with(index, value);
const first = (read: Read): Uint8Array => reportsOf(read)[0] ?? new Uint8Array();

function hidPos(what: string, expected: readonly Read[], ...sent: readonly Sent<Uint8Array>[]): Vector {
  return { mode: "HID POS", what, expected, outcome: () => readsOfHidPos(COMMON_HID_POS_LAYOUTS, sent) };
}

/** Reads typed with so much time before each key, and before each read. */
function keyboard(
  what: string,
  expected: readonly Read[],
  keyMs = 5,
  readMs = 1_000,
  layout: KeyboardLayoutName = "us",
): Vector {
  const sent = expected.flatMap((read) =>
    keyPresses(read, KEYBOARD_LAYOUTS[layout]).map((press, index) => [index === 0 ? readMs : keyMs, press] as const),
  );
  return { mode: "keyboard", what, expected, outcome: () => readsOfKeyboard(KEYBOARD_LAYOUTS[layout], sent) };
}

function serial(what: string, expected: readonly Read[], framing: Framing, ...sent: readonly Sent<string>[]): Vector {
  const chunks = sent.map(([afterMs, text]) => [afterMs, bytesOf(text)] as const);
  return { mode: "serial", what, expected, outcome: () => readsOfSerial(framing, chunks) };
}

const microscan = new Uint8Array(64);
microscan.set([1, 8, ...bytesOf("TICKET-1")]);
const late = new Uint8Array(64);
late.set([2, 8, 0, ...bytesOf("]Q1TICKET-1")]);
const long = qr(`GATE;${"0123456789abcdef".repeat(8)}`);

export const VECTORS: readonly Vector[] = [
  hidPos("a read in one report", [qr("TICKET-1")], [0, first(qr("TICKET-1"))]),
  hidPos("a read in three reports", [long], ...reportsOf(long).map((report) => [2, report] as const)),
  hidPos("everything after the length one byte late", [qr("TICKET-1")], [0, late]),
  hidPos("a CR that the scanner puts behind the code", [qr("TICKET-1")], [0, first(qr("TICKET-1\r"))]),
  hidPos("a QR code in UTF-8", [qr("Zürich Süd")], [0, first(qr("Zürich Süd"))]),
  hidPos(
    "other bits beside the one for more",
    [qr("TICKET-1"), qr("TICKET-2")],
    [0, at(first(qr("TICKET-1")), 63, 0xfe)],
    [2_000, first(qr("TICKET-2"))],
  ),
  hidPos(
    "half a read, its rest lost, then another",
    [qr("TICKET-2")],
    [0, at(first(qr("TICKET-1-AND-")), 63, 1)],
    [2_000, first(qr("TICKET-2"))],
  ),
  hidPos("a scanner that tells no identifier", [bare("TICKET-1")], [0, first(bare("TICKET-1"))]),
  hidPos("a Microscan, report id 1", [bare("TICKET-1")], [0, microscan]),
  hidPos(
    "a length beyond the report, then a good one",
    [qr("TICKET-2")],
    [0, at(first(qr("TICKET-1")), 1, 200)],
    [2_000, first(qr("TICKET-2"))],
  ),
  keyboard("a read with identifier", [{ text: "TICKET-1", symbology: "]C0" }]),
  keyboard("GS1 with its separator as Ctrl and ]", [{ text: "10LOT-7\u001d21SEAT-12", symbology: "]C1" }]),
  keyboard("a code of three characters", [bare("A17")]),
  keyboard("a key every 80 ms", [bare("TICKET-1")], 80),
  keyboard("two reads, 100 ms between them", [bare("TICKET-1"), bare("TICKET-2")], 5, 100),
  keyboard("a bracket that begins no identifier", [bare("]TICKET")]),
  keyboard("a scanner set to French at a computer set to English", [bare("TICKET-613")], 5, 1_000, "fr"),
  keyboard("a scanner set to German, an umlaut", [bare("TRIBÜNE-7")], 5, 1_000, "de"),
  serial("a read with CR LF", [bare("TICKET-1")], { end: "any" }, [0, "TICKET-1\r\n"]),
  serial("a read with identifier", [qr("TICKET-1")], { end: "any" }, [0, "]Q1TICKET-1\r"]),
  serial("two reads in one chunk", [bare("TICKET-1"), bare("TICKET-2")], { end: "any" }, [0, "TICKET-1\rTICKET-2\r"]),
  serial(
    "two reads, 200 ms between them",
    [bare("TICKET-1"), bare("TICKET-2")],
    { end: "any" },
    [0, "TICKET-1\r"],
    [200, "TICKET-2\r"],
  ),
  serial("a read in two pieces, 400 ms between them", [bare("TICKET-1")], { end: "any" }, [0, "TICK"], [400, "ET-1\r"]),
  serial("a QR code in UTF-8", [bare("Zürich Süd")], { end: "any" }, [0, "Zürich Süd\r"]),
  serial("a read between STX and ETX", [bare("TICKET-1")], { end: "stxEtx" }, [0, "\u0002TICKET-1\u0003"]),
  serial("a bracket that begins no identifier", [bare("]TICKET")], { end: "any" }, [0, "]TICKET\r"]),
];

/** The vectors that their packages read wrong, as a table in Markdown. Ours reads all of them as they should be. */
export async function tableOfDifferences(): Promise<string> {
  const rows: string[] = [];
  for (const { mode, what, expected, outcome } of VECTORS) {
    const { theirs, error } = await outcome();
    if (shown(theirs) === shown(expected)) continue;
    const told = [shown(theirs), error === "" ? "" : `\`${error}\``].filter((part) => part !== "").join(", ");
    rows.push(`| ${mode} | ${what} | ${shown(expected)} | ${told} |`);
  }
  return ["| mode | sent | read here | read there |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** Reads as a table shows them: what the code says, and as which symbology. */
function shown(reads: readonly Read[]): string {
  if (reads.length === 0) return "nothing";
  return reads
    .map(({ text, symbology }) => {
      const escaped = JSON.stringify(text.replaceAll(/\0{3,}/g, "\0…")).slice(1, -1);
      return symbology === null ? `\`${escaped}\`` : `\`${escaped}\` as \`${symbology}\``;
    })
    .join(", ");
}
