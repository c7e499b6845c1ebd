import { describe, expect, it } from "vitest";
import { hexBytes } from "./hex-bytes.js";

describe("hexBytes", () => {
  it.each([
    ["16 07 0d", [0x16, 0x07, 0x0d]],
    ["1B5b36", [0x1b, 0x5b, 0x36]],
    ["", []],
  ])("takes %j", (text, bytes) => {
    expect([...(hexBytes(text) ?? [-1])]).toEqual(bytes);
  });

  it.each(["beep", "1", "16 0", "0x16"])("takes no %j", (text) => {
    expect(hexBytes(text)).toBeNull();
  });
});
