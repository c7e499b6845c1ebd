import { VirtualTime } from "@usher/core/testing";
import { describe, expect, test, vi } from "vitest";
import { Assembler, type AssemblerOutlet } from "./assembler.js";
import type { Decoder } from "./decoder.js";
import { FrameDecoder, type Framing } from "./frame-decoder.js";
import { KeyboardDecoder } from "./keyboard/keyboard-decoder.js";
import { KEYBOARD_LAYOUTS } from "./keyboard/layouts.js";
import { LIMITS } from "./limits.js";

const assembling = (framing: Framing) => assemblingBy(new FrameDecoder(framing));
const assemblingKeys = () => assemblingBy(new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.us }));

function assemblingBy(decoder: Decoder) {
  const time = new VirtualTime();
  const told: string[] = [];
  const outlet: AssemblerOutlet = {
    frame: (frame) => told.push(frame.text),
    dropped: (read) => told.push(read.reason),
    reply: (bytes) => told.push(`reply ${bytes[0]}`),
  };
  const assembler = new Assembler(decoder, time, outlet);
  return { time, told, assembler, take: (text: string) => assembler.take(new TextEncoder().encode(text)) };
}

describe("an assembler", () => {
  test("ends a read when its decoder's time has come", async () => {
    const { time, told, take } = assembling({ end: "quiet", quietMs: 50 });
    take("TIC");
    await time.advance(49);
    take("KET");
    await time.advance(49);
    expect(told).toEqual([]);
    await time.advance(1);
    expect(told).toEqual(["TICKET"]);
    expect(time.waiting).toBe(0);
  });

  test("sets one timer for a read of many bytes, and again for what is left of the time", async () => {
    const { time, told, take } = assembling({ end: "quiet", quietMs: 50 });
    const after = vi.spyOn(time, "after");
    for (const letter of "TICKET") {
      take(letter);
      await time.advance(5);
    }
    expect(after).toHaveBeenCalledTimes(1);
    await time.advance(44);
    expect(told).toEqual([]);
    await time.advance(1);
    expect(told).toEqual(["TICKET"]);
    expect(after.mock.calls.map(([ms]) => ms)).toEqual([50, 25]);
  });

  test("sets its timer anew after the end of a read, which needs none", async () => {
    const { time, told, assembler } = assemblingKeys();
    const enter = Uint8Array.of(0, 0, 0x28, 0, 0, 0, 0, 0);
    const letter = Uint8Array.of(0, 0, 0x04, 0, 0, 0, 0, 0);
    assembler.take(letter);
    assembler.take(enter);
    expect(told).toEqual(["a"]);
    expect(time.waiting).toBe(0);
    await time.advance(LIMITS.keyboardQuietMs / 2);
    assembler.take(letter);
    await time.advance(LIMITS.keyboardQuietMs - 1);
    expect(told).toEqual(["a"]);
    await time.advance(1);
    expect(told).toEqual(["a", "a"]);
  });

  test("hands on frames, losses and replies in their order", () => {
    const { told, take } = assembling({ end: "cr", handshake: "ackNak" });
    take(`A\r${"x".repeat(LIMITS.frameBytes + 1)}\rB\r`);
    expect(told).toEqual(["A", "reply 6", "oversize", "reply 21", "B", "reply 6"]);
  });

  test("enquires from its start to its stop", async () => {
    const { time, told, assembler } = assembling({ end: "cr", handshake: "enq" });
    await time.advance(5000);
    expect(told).toEqual([]);
    assembler.start();
    await time.advance(2 * LIMITS.enquiryMs);
    assembler.stop();
    await time.advance(5000);
    expect(told).toEqual(["reply 5", "reply 5", "reply 5"]);
  });

  test("forgets a half read when it is stopped", async () => {
    const { time, told, take, assembler } = assembling({ end: "quiet" });
    take("HALF");
    assembler.stop();
    await time.advance(1000);
    expect(told).toEqual([]);
  });
});
