import { describe, expect, test } from "vitest";
import { frameOf } from "./frame-of.js";

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
});
