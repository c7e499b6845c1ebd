import { VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { Assembler, type AssemblerOutlet } from "./assembler.js";
import { FrameDecoder, type Framing } from "./frame-decoder.js";
import { LIMITS } from "./limits.js";

function assembling(framing: Framing) {
  const time = new VirtualTime();
  const told: string[] = [];
  const outlet: AssemblerOutlet = {
    frame: (frame) => told.push(frame.text),
    dropped: (read) => told.push(read.reason),
    reply: (bytes) => told.push(`reply ${bytes[0]}`),
  };
  const assembler = new Assembler(new FrameDecoder(framing), time, outlet);
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
