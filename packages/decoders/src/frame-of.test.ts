import { describe, expect, test } from "vitest";
import { frameOf } from "./frame-of.js";
import { LIMITS } from "./limits.js";

describe("frameOf", () => {
  test("puts the AIM identifier into symbology and leaves it out of bytes and text", () => {
    expect(frameOf(new TextEncoder().encode("]Q1TICKET"))).toEqual({
      bytes: new TextEncoder().encode("TICKET"),
      text: "TICKET",
      symbology: "]Q1",
    });
  });

  test("reads UTF-8 where the bytes are that, a byte order mark included", () => {
    expect(frameOf(new TextEncoder().encode("Zürich 東京")).text).toBe("Zürich 東京");
    expect(frameOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)).text).toBe("\uFEFFA");
  });

  test("reads every other byte as the Latin-1 character of that number", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(Array.from(frameOf(bytes).text, (character) => character.charCodeAt(0))).toEqual([...bytes]);
  });

  test("keeps its bytes when the buffer they came from is used again", () => {
    const buffer = Uint8Array.of(0x41, 0x42);
    const frame = frameOf(buffer);
    buffer.fill(0);
    expect([...frame.bytes]).toEqual([0x41, 0x42]);
  });

  test("keeps the bytes of each frame apart from those of all others, whatever their lengths", () => {
    const lengths = Array.from({ length: 300 }, (_, index) => (index * 37) % (LIMITS.blockBytes / 4 + 50));
    const frames = lengths.map((length, index) => frameOf(new Uint8Array(length).fill(index)));
    for (const [index, { bytes }] of frames.entries()) {
      expect(bytes).toEqual(new Uint8Array(lengths[index] ?? 0).fill(index));
      expect(bytes.buffer.byteLength).toBeLessThanOrEqual(LIMITS.blockBytes);
    }
  });
});
