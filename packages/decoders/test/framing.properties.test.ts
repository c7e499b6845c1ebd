import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FrameDecoder, LIMITS, type Decoded, type FrameEnd, type Framing } from "../src/index.js";

const ENDS: readonly FrameEnd[] = ["any", "cr", "lf", "crlf", "terminator", "stxEtx", "quiet"];
// It begins with a part of itself, so that a careless search would miss it after one CR more.
const TERMINATOR = "\r\r\n";
const AROUND: Readonly<Record<FrameEnd, readonly [string, string]>> = {
  any: ["", "\r"],
  cr: ["", "\r"],
  lf: ["", "\n"],
  crlf: ["", "\r\n"],
  terminator: ["", TERMINATOR],
  stxEtx: ["\u0002", "\u0003"],
  quiet: ["", ""],
};

const end = fc.constantFrom(...ENDS);
const framing: fc.Arbitrary<Framing> = fc.record(
  {
    end,
    quietMs: fc.integer({ min: 1, max: 200 }),
    terminator: fc.constant(TERMINATOR),
    handshake: fc.constantFrom("none", "ackNak", "enq", "ackNakEnq"),
    prefix: fc.constantFrom("", "P", "]C"),
    suffix: fc.constantFrom("", "S", "\r"),
  },
  { requiredKeys: ["end", "terminator"] },
);
// Bytes that mean something come far more often than in noise of equal chances.
const meaningful = fc.constantFrom(0x02, 0x03, 0x0a, 0x0d, 0x5d, 0x43, 0x31, 0xc3, 0xbc);
const noise = fc
  .array(fc.oneof(meaningful, fc.integer({ min: 0, max: 255 })), { maxLength: 400 })
  .map((bytes) => Uint8Array.from(bytes));
const ticket = fc.stringMatching(/^[A-Za-z0-9:;.+ äöü東-]{1,40}$/);

function chunksOf(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let from = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(from, from + size));
    from += size;
  }
  return [...chunks, bytes.subarray(from)];
}

function decodeAll(setting: Framing, chunks: readonly Uint8Array[]): readonly Decoded[] {
  const decoder = new FrameDecoder(setting);
  const pushed = chunks.flatMap((chunk) => [...decoder.push(chunk, 0)]);
  return decoder.waitUntilMs === null ? pushed : [...pushed, ...decoder.settle(decoder.waitUntilMs)];
}

describe("serial framing", () => {
  test("any chunking of the same bytes gives the same frames", () => {
    fc.assert(
      fc.property(framing, noise, fc.array(fc.nat(9)), (setting, bytes, sizes) => {
        expect(decodeAll(setting, chunksOf(bytes, sizes))).toEqual(decodeAll(setting, [bytes]));
      }),
      { numRuns: 500 },
    );
  });

  test("[P11] every good read is delivered once and in order, in whatever pieces it comes", () => {
    fc.assert(
      fc.property(end, fc.array(ticket, { maxLength: 10 }), fc.array(fc.nat(20)), (kind, tickets, sizes) => {
        const decoder = new FrameDecoder({ end: kind, quietMs: 50, terminator: TERMINATOR });
        const [before, after] = AROUND[kind];
        const texts: string[] = [];
        let nowMs = 0;
        const collect = (decoded: readonly Decoded[]) =>
          texts.push(...decoded.map((item) => (item.kind === "frame" ? item.frame.text : item.kind)));
        for (const text of tickets) {
          for (const chunk of chunksOf(new TextEncoder().encode(before + text + after), sizes)) {
            nowMs += 1;
            collect(decoder.push(chunk, nowMs));
          }
          nowMs += 50;
          collect(decoder.settle(nowMs));
        }
        expect(texts).toEqual(tickets);
      }),
      { numRuns: 500 },
    );
  });

  test("[P11] noise throws nothing, delivers nothing empty, and a good read after it comes through", () => {
    fc.assert(
      fc.property(end, fc.array(noise, { maxLength: 5 }), (kind, chunks) => {
        const decoder = new FrameDecoder({ end: kind, quietMs: 50, terminator: TERMINATOR });
        const [before, after] = AROUND[kind];
        const decoded = chunks.flatMap((chunk) => [...decoder.push(chunk, 0), ...decoder.finish()]);
        for (const item of decoded) expect(item.kind !== "frame" || item.frame.bytes.length > 0).toBe(true);
        const last = [
          ...decoder.push(new TextEncoder().encode(`${after}${before}TICKET${after}`), 10),
          ...decoder.settle(60),
        ];
        expect(last.at(-1)).toMatchObject({ kind: "frame", frame: { text: "TICKET" } });
      }),
      { numRuns: 500 },
    );
  });

  test("no frame is ever longer than the limit, however much comes without an end", () => {
    fc.assert(
      fc.property(end, fc.integer({ min: 1, max: 5 }), fc.integer({ min: -2, max: 2 }), (kind, times, beyond) => {
        const [before, after] = AROUND[kind];
        const length = LIMITS.frameBytes * times + beyond;
        const bytes = new TextEncoder().encode(before + "x".repeat(length) + after);
        const decoded = decodeAll({ end: kind, terminator: TERMINATOR }, [bytes]);
        expect(decoded.map((item) => item.kind)).toEqual([length <= LIMITS.frameBytes ? "frame" : "dropped"]);
      }),
      { numRuns: 100 },
    );
  });
});
