import { describe, expect, test } from "vitest";
import type { Decoded } from "./decoder.js";
import { FrameDecoder, lineDecoder, type Framing } from "./frame-decoder.js";
import { LIMITS } from "./limits.js";

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const short = (decoded: readonly Decoded[]) =>
  decoded.map((item) => {
    if (item.kind === "frame") return item.frame.text;
    return item.kind === "dropped" ? `${item.reason} ${item.bytes}` : item.kind;
  });
const decode = (framing: Framing, ...chunks: readonly string[]) => {
  const decoder = new FrameDecoder(framing);
  return short(chunks.flatMap((chunk) => [...decoder.push(bytesOf(chunk), 0)]));
};

describe("ends", () => {
  test.each([
    ["any", "A\rB\nC\r\nD\n\rE", ["A", "B", "C", "D"]],
    ["cr", "A\rB\r\nC\nC\r", ["A", "B", "C\nC"]],
    ["lf", "A\nB\r\nC\rC\n", ["A", "B", "C\rC"]],
    ["crlf", "A\r\nB\rB\nB\r\nC\r\r\n", ["A", "B\rB\nB", "C\r"]],
    ["stxEtx", "noise\x02A\r\n\x03noise\x02B\x03\x03", ["A\r\n", "B"]],
  ] as const)("%s", (end, text, frames) => {
    expect(decode({ end }, text)).toEqual(frames);
    expect(decode({ end }, ...text.split(""))).toEqual(frames);
  });

  test("the second of a pair is swallowed also when it comes with the next chunk", () => {
    expect(decode({ end: "any" }, "A\r", "\nB\r", "\n")).toEqual(["A", "B"]);
    expect(decode({ end: "cr" }, "A\r", "\nB\r", "\n")).toEqual(["A", "B"]);
    expect(decode({ end: "crlf" }, "A\r", "\nB\r", "\n")).toEqual(["A", "B"]);
  });

  test("empty reads are no reads", () => {
    expect(decode({ end: "any" }, "\r\n\r\n\n\n\rA\r\n")).toEqual(["A"]);
    expect(decode({ end: "stxEtx" }, "\x02\x03\x02A\x03")).toEqual(["A"]);
    expect(decode({ end: "cr" }, "]C0\r")).toEqual([]);
  });

  test("STX begins a read anew, and says what was lost", () => {
    expect(decode({ end: "stxEtx" }, "\x02HALF\x02WHOLE\x03")).toEqual(["incomplete 4", "WHOLE"]);
  });
});

describe("prefix and suffix", () => {
  test("are taken off where they are there, around the AIM identifier", () => {
    const decoder = new FrameDecoder({ end: "crlf", prefix: "~~", suffix: "\t" });
    const [first, second] = decoder.push(bytesOf("~~]C1A\t\r\nB\r\n"), 0);
    expect(first).toMatchObject({ kind: "frame", frame: { text: "A", symbology: "]C1" } });
    expect(second).toMatchObject({ kind: "frame", frame: { text: "B", symbology: null } });
  });

  test("are taken off once, and never overlap", () => {
    expect(decode({ end: "cr", prefix: "x", suffix: "x" }, "xxAxx\rx\rxx\rxxx\r")).toEqual(["xAx", "x"]);
  });
});

describe("quiet time", () => {
  const quiet: Framing = { end: "quiet", quietMs: 50 };

  test("ends a read, and every byte puts it off", () => {
    const decoder = new FrameDecoder(quiet);
    expect(decoder.waitUntilMs).toBe(null);
    decoder.push(bytesOf("TIC"), 1000);
    expect(decoder.waitUntilMs).toBe(1050);
    decoder.push(bytesOf("KET\r"), 1040);
    expect(decoder.settle(1050)).toEqual([]);
    expect(decoder.waitUntilMs).toBe(1090);
    expect(short(decoder.settle(1090))).toEqual(["TICKET\r"]);
    expect(decoder.waitUntilMs).toBe(null);
    expect(decoder.settle(2000)).toEqual([]);
  });

  test("separates reads also where nobody called in between", () => {
    const decoder = new FrameDecoder(quiet);
    decoder.push(bytesOf("ONE"), 0);
    expect(short(decoder.push(bytesOf("TWO"), 50))).toEqual(["ONE"]);
    expect(short(decoder.settle(100))).toEqual(["TWO"]);
  });

  test("is given once more where the process itself stood still", () => {
    const decoder = new FrameDecoder(quiet);
    decoder.push(bytesOf("TIC"), 0);
    expect(decoder.settle(2000)).toEqual([]);
    expect(decoder.waitUntilMs).toBe(2050);
    expect(decoder.push(bytesOf("KET"), 2001)).toEqual([]);
    expect(short(decoder.settle(2051))).toEqual(["TICKET"]);
    decoder.push(bytesOf("ALONE"), 3000);
    decoder.settle(5000);
    expect(short(decoder.settle(9000))).toEqual(["ALONE"]);
  });

  test("has a default", () => {
    const decoder = new FrameDecoder({ end: "quiet" });
    decoder.push(bytesOf("A"), 7);
    expect(decoder.waitUntilMs).toBe(7 + LIMITS.quietMs);
  });

  test("plays no part where a byte ends the read", () => {
    const decoder = new FrameDecoder({ end: "cr" });
    decoder.push(bytesOf("TIC"), 0);
    expect(decoder.waitUntilMs).toBe(null);
    expect(decoder.settle(100_000)).toEqual([]);
    expect(short(decoder.push(bytesOf("KET\r"), 100_000))).toEqual(["TICKET"]);
  });
});

describe("the limit of a read", () => {
  const full = "x".repeat(LIMITS.frameBytes);

  test("is the last length that is delivered", () => {
    expect(decode({ end: "cr" }, `${full}\r`)).toEqual([full]);
    expect(decode({ end: "cr" }, `${full}x\rNEXT\r`)).toEqual([`oversize ${LIMITS.frameBytes + 1}`, "NEXT"]);
  });

  test("drops an oversize read to its end, counts it, and delivers the next", () => {
    expect(decode({ end: "stxEtx" }, `\x02${full}${full}${full}`, "\x03\x02NEXT\x03")).toEqual([
      `oversize ${3 * LIMITS.frameBytes}`,
      "NEXT",
    ]);
    const decoder = new FrameDecoder({ end: "quiet", quietMs: 50 });
    decoder.push(bytesOf(`${full}${full}`), 0);
    expect(short(decoder.settle(50))).toEqual([`oversize ${2 * LIMITS.frameBytes}`]);
    decoder.push(bytesOf("NEXT"), 60);
    expect(short(decoder.settle(110))).toEqual(["NEXT"]);
  });
});

describe("lines on standard input", () => {
  test("are one read each, whatever their ends, the last one also without", () => {
    const decoder = lineDecoder();
    expect(short(decoder.push(bytesOf("ONE\nTWO\r\n\n]Q1THR"), 0))).toEqual(["ONE", "TWO"]);
    expect(short(decoder.push(bytesOf("EE"), 0))).toEqual([]);
    expect(decoder.finish()).toMatchObject([{ frame: { text: "THREE", symbology: "]Q1" } }]);
    expect(decoder.finish()).toEqual([]);
  });

  test("half a read between STX and ETX is none, even at the end", () => {
    const decoder = new FrameDecoder({ end: "stxEtx" });
    decoder.push(bytesOf("\x02HALF"), 0);
    expect(decoder.finish()).toEqual([]);
  });
});

describe("a terminator of its own", () => {
  const own: Framing = { end: "terminator", terminator: "\r\r\n" };

  test("ends a read where it is whole, in whatever pieces it comes, and is no data", () => {
    expect(decode(own, "A\rB\r\nC\r\r\nD\r\r\r\n")).toEqual(["A\rB\r\nC", "D\r"]);
    expect(decode(own, ..."A\rB\r\nC\r\r\nD\r\r\r\n".split(""))).toEqual(["A\rB\r\nC", "D\r"]);
  });

  test("takes no room of the data", () => {
    const full = "x".repeat(LIMITS.frameBytes);
    expect(decode(own, `${full}\r\r\n`)).toEqual([full]);
    expect(decode(own, `${full}x\r\r\nA\r\r\n`)).toEqual([`oversize ${LIMITS.frameBytes + 1}`, "A"]);
  });

  test("is at least one byte", () => {
    expect(() => new FrameDecoder({ end: "terminator" })).toThrow(RangeError);
  });

  test("is one that there is", () => {
    const misspelt = { end: "crfl" as "crlf" };
    expect(() => new FrameDecoder(misspelt)).toThrow('no end "crfl": expected one of any, cr, lf, crlf, terminator');
  });
});

describe("handshakes", () => {
  const replies = (decoded: readonly Decoded[]) =>
    decoded.map((item) => (item.kind === "reply" ? [...item.bytes] : item.kind));

  test("acknowledge each read, refuse one that is too long, and are silent on empty ones", () => {
    const decoder = new FrameDecoder({ end: "any", handshake: "ackNak" });
    expect(replies(decoder.push(bytesOf("A\r\nB\r\n"), 0))).toEqual(["frame", [0x06], "frame", [0x06]]);
    expect(replies(decoder.push(bytesOf(`${"x".repeat(LIMITS.frameBytes + 1)}\r`), 0))).toEqual(["dropped", [0x15]]);
    expect(decoder.waitUntilMs).toBe(null);
  });

  test("acknowledge a read that quiet time ended", () => {
    const decoder = new FrameDecoder({ end: "quiet", handshake: "ackNak" });
    decoder.push(bytesOf("A"), 0);
    expect(replies(decoder.settle(LIMITS.quietMs))).toEqual(["frame", [0x06]]);
  });

  test("enquire at once and then in time, whether something comes or not", () => {
    const decoder = new FrameDecoder({ end: "cr", handshake: "enq" });
    expect(decoder.waitUntilMs).toBe(0);
    expect(replies(decoder.settle(5000))).toEqual([[0x05]]);
    expect(replies(decoder.push(bytesOf("A\r"), 5001))).toEqual(["frame"]);
    expect(decoder.waitUntilMs).toBe(5000 + LIMITS.enquiryMs);
    expect(decoder.settle(5999)).toEqual([]);
    expect(replies(decoder.settle(6000))).toEqual([[0x05]]);
  });

  test("do both where both are wanted, by the nearer time", () => {
    const decoder = new FrameDecoder({ end: "quiet", quietMs: 50, handshake: "ackNakEnq" });
    decoder.settle(0);
    decoder.push(bytesOf("A"), 10);
    expect(decoder.waitUntilMs).toBe(60);
    expect(replies(decoder.settle(60))).toEqual(["frame", [0x06]]);
    expect(decoder.waitUntilMs).toBe(LIMITS.enquiryMs);
  });
});
