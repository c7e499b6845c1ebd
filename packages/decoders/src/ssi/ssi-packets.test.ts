import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../limits.js";
import { ssiPacket } from "../testing/index.js";
import { ssiChecksum, ssiCommand } from "./ssi-packet.js";
import { SsiPackets } from "./ssi-packets.js";

/** What is heard of these bytes. */
function heardOf(bytes: readonly number[]) {
  const heard: string[] = [];
  const packets = new SsiPackets({
    packet: ({ opcode, status, data }) => heard.push(`${opcode.toString(16)} ${status} ${[...data].join()}`),
    garbled: () => heard.push("garbled"),
  });
  for (const byte of bytes) packets.take(byte);
  return { heard, packets };
}

describe("SSI packets", () => {
  test("are found one after the other, the longest too", () => {
    const longest = ssiPacket(
      0xf3,
      Array.from({ length: 251 }, (_, index) => index),
    );
    expect(longest).toHaveLength(LIMITS.ssiPacketBytes);
    const { heard, packets } = heardOf([...ssiPacket(0xf6, [1]), ...longest, ...ssiPacket(0xd0, [])]);
    expect(heard).toEqual(["f6 0 1", `f3 0 ${Array.from({ length: 251 }, (_, index) => index).join()}`, "d0 0 "]);
    expect(packets.isOpen).toBe(false);
    expect(packets.takeNoise()).toBe(0);
  });

  test("are no packets of the host: an echo of ours is noise", () => {
    const { heard, packets } = heardOf([...ssiCommand(0xd0), ...ssiPacket(0xf3, [3, 0x41])]);
    expect(heard).toEqual(["f3 0 3,65"]);
    expect(packets.takeNoise()).toBe(6);
  });

  test("behind noise that can't begin one are found at once", () => {
    const noise = fc.array(fc.integer({ min: 0, max: 0x72 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        noise,
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 60 }),
        (before, data) => {
          // A byte before the packet may pass for a length until the next shows that it was none.
          const { heard, packets } = heardOf([...before, 0, 0, ...ssiPacket(0xf3, data)]);
          expect(heard).toEqual([`f3 0 ${data.join()}`]);
          expect(packets.takeNoise()).toBe(before.length + 2);
        },
      ),
    );
  });

  test("with any one byte changed are not taken for what they were", () => {
    const good = ssiPacket(0xf3, [3, 0x41, 0x42, 0x43]);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = good.with(at, (good[at] ?? 0) ^ change);
        expect(heardOf([...damaged]).heard).not.toContain("f3 0 3,65,66,67");
      }),
    );
  });

  test("are given up with all their bytes", () => {
    const { packets } = heardOf([...ssiPacket(0xf3, [3, 0x41])].slice(0, 6));
    expect(packets.isOpen).toBe(true);
    packets.giveUp();
    expect([packets.isOpen, packets.takeNoise(), packets.takeNoise()]).toEqual([false, 6, 0]);
  });
});

test("a packet and its checksum add up to nothing", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 255 }),
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 251 }),
      (opcode, data) => {
        const packet = ssiCommand(opcode, data);
        const checksum = (packet.at(-2) ?? 0) * 256 + (packet.at(-1) ?? 0);
        const sum = packet.slice(0, -2).reduce((total, byte) => total + byte, 0);
        expect((sum + checksum) & 0xffff).toBe(0);
        expect(ssiChecksum(packet, packet.length - 2)).toBe(checksum);
        expect(packet[0]).toBe(packet.length - 2);
      },
    ),
  );
});
