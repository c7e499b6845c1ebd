import { describe, expect, test } from "vitest";
import type { Decoded } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { SsiDecoder } from "./ssi-decoder.js";
import { ssiPacket } from "../testing/index.js";
import { SSI, ssiCommand } from "./ssi-packet.js";

const ACK = "ack";
const NAK = "nak";
const short = (decoded: readonly Decoded[]) =>
  decoded.map((item) => {
    if (item.kind === "frame") return `${item.frame.symbology ?? ""} ${item.frame.text}`;
    if (item.kind === "dropped") return `${item.reason} ${item.bytes}`;
    return item.bytes[1] === SSI.acknowledge ? ACK : NAK;
  });

const codes = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const readOf = (text: string, status = 0, codeType = 0x03) =>
  ssiPacket(SSI.decodeData, [codeType, ...codes(text)], status);

describe("packets", () => {
  test("of the host are as the manuals print them", () => {
    expect([...ssiCommand(SSI.acknowledge)]).toEqual([0x04, 0xd0, 0x04, 0x00, 0xff, 0x28]);
    expect([...ssiCommand(SSI.scanEnable)]).toEqual([0x04, 0xe9, 0x04, 0x00, 0xff, 0x0f]);
    expect([...ssiCommand(SSI.beep, [0x00])]).toEqual([0x05, 0xe6, 0x04, 0x00, 0x00, 0xff, 0x11]);
  });

  test("with decoded data are acknowledged and become frames", () => {
    const decoder = new SsiDecoder();
    expect(short(decoder.push(readOf("TICKET\r"), 0))).toEqual([ACK, "]C0 TICKET"]);
    expect(short(decoder.push(readOf("A", 0, 0x1c), 0))).toEqual([ACK, "]Q1 A"]);
    expect(short(decoder.push(readOf("]Q3A", 0, 0x1c), 0))).toEqual([ACK, "]Q3 A"]);
    expect(short(decoder.push(readOf("A", 0, 0xfe), 0))).toEqual([ACK, " A"]);
  });

  test("may come in any pieces, several at once, with noise before them", () => {
    const decoder = new SsiDecoder();
    const bytes = [0x00, 0x00, ...readOf("ONE"), ...readOf("TWO")];
    expect(short(bytes.flatMap((byte) => [...decoder.push(Uint8Array.of(byte), 0)]))).toEqual([
      "garbled 2",
      ACK,
      "]C0 ONE",
      ACK,
      "]C0 TWO",
    ]);
  });

  test("without a read are acknowledged; answers are not", () => {
    const decoder = new SsiDecoder();
    expect(short(decoder.push(ssiPacket(SSI.event, [1]), 0))).toEqual([ACK]);
    expect(short(decoder.push(ssiPacket(SSI.decodeData, []), 0))).toEqual([ACK]);
    expect(decoder.push(ssiPacket(SSI.acknowledge, []), 0)).toEqual([]);
    expect(decoder.push(ssiPacket(SSI.refuse, [1]), 0)).toEqual([]);
  });
});

describe("a long read", () => {
  test("is joined of its packets", () => {
    const decoder = new SsiDecoder();
    expect(short(decoder.push(readOf("x".repeat(250), 2), 0))).toEqual([ACK]);
    expect(short(decoder.push(readOf("y"), 5))).toEqual([ACK, `]C0 ${"x".repeat(250)}y`]);
    expect(decoder.waitUntilMs).toBe(null);
  });

  test("is given up when its rest does not come, or another code does", () => {
    const decoder = new SsiDecoder();
    decoder.push(readOf("HALF", 2), 0);
    expect(decoder.waitUntilMs).toBe(LIMITS.ssiHalfReadMs);
    expect(short(decoder.settle(LIMITS.ssiHalfReadMs))).toEqual(["incomplete 4"]);
    decoder.push(readOf("HALF", 2), 3000);
    expect(short(decoder.push(readOf("WHOLE", 0, 0x1c), 3001))).toEqual([ACK, "incomplete 4", "]Q1 WHOLE"]);
  });

  test("beyond the limit is dropped with its length", () => {
    const decoder = new SsiDecoder();
    const packets = Math.ceil(LIMITS.frameBytes / 250);
    for (let count = 0; count < packets; count += 1) decoder.push(readOf("x".repeat(250), 2), 0);
    expect(short(decoder.push(readOf("y"), 0))).toEqual([ACK, `oversize ${packets * 250 + 1}`]);
    expect(short(decoder.push(readOf("NEXT"), 0))).toEqual([ACK, "]C0 NEXT"]);
  });
});

describe("what is sent again", () => {
  test("is dropped where it had come", () => {
    const decoder = new SsiDecoder();
    expect(short(decoder.push(readOf("A"), 0))).toEqual([ACK, "]C0 A"]);
    expect(short(decoder.push(readOf("A", 1), 10))).toEqual([ACK]);
    expect(short(decoder.push(readOf("A"), 20))).toEqual([ACK, "]C0 A"]);
  });

  test("is taken where it had not", () => {
    const decoder = new SsiDecoder();
    decoder.push(readOf("A"), 0);
    const damaged = readOf("A");
    damaged[5] = 0x42;
    expect(short(decoder.push(damaged, 10))).toEqual([NAK]);
    expect(short(decoder.push(readOf("A", 1), 20))).toEqual([`garbled ${damaged.length}`, ACK, "]C0 A"]);
    expect(short(decoder.push(readOf("B", 1), 30))).toEqual([ACK, "]C0 B"]);
  });
});

test("half a packet is refused after quiet time", () => {
  const decoder = new SsiDecoder();
  expect(decoder.push(readOf("TICKET").subarray(0, 6), 0)).toEqual([]);
  expect(decoder.waitUntilMs).toBe(LIMITS.quietMs);
  expect(short(decoder.settle(LIMITS.quietMs))).toEqual([NAK, "garbled 6"]);
  expect(decoder.waitUntilMs).toBe(null);
});
