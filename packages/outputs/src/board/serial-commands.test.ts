import { describe, expect, test } from "vitest";
import { outputSchema, type SerialRelaySettings } from "../settings.js";
import { serialCommand } from "./serial-commands.js";

function commandOf(change: object): (channel: number, on: boolean) => string {
  const base = { kind: "serialRelay", path: "/dev/x", channels: { gate: 1 } };
  const command = serialCommand(outputSchema.parse({ ...base, ...change }) as SerialRelaySettings);
  return (channel, on) => Buffer.from(command?.(channel, on) ?? []).toString("latin1");
}
const hex = (...bytes: number[]) => Buffer.from(bytes).toString("latin1");

describe("a board at a serial port is told", () => {
  test("LCUS: start, channel, state and their sum, as its sellers print it", () => {
    const command = commandOf({ protocol: "lcus" });
    expect(command(1, true)).toBe(hex(0xa0, 0x01, 0x01, 0xa2));
    expect(command(1, false)).toBe(hex(0xa0, 0x01, 0x00, 0xa1));
    expect(command(2, true)).toBe(hex(0xa0, 0x02, 0x01, 0xa3));
    expect(command(0x60, false)).toBe(hex(0xa0, 0x60, 0x00, 0x00));
  });

  test("KMtronic: start, channel and state", () => {
    const command = commandOf({ protocol: "kmtronic" });
    expect(command(1, true)).toBe(hex(0xff, 0x01, 0x01));
    expect(command(8, false)).toBe(hex(0xff, 0x08, 0x00));
  });

  test("Numato: words, with letters from the eleventh relay on", () => {
    const command = commandOf({ protocol: "numato", channels: { gate: 0 } });
    expect(command(0, true)).toBe("relay on 0\r");
    expect(command(9, false)).toBe("relay off 9\r");
    expect(command(10, true)).toBe("relay on A\r");
    expect(command(31, true)).toBe("relay on V\r");
  });

  test("its own words or bytes, by channel", () => {
    const text = commandOf({ protocol: "text", commands: { 1: { on: "@OPEN;", off: "@SHUT;" } } });
    expect(text(1, true) + text(1, false)).toBe("@OPEN;@SHUT;");
    const bytes = commandOf({ protocol: "bytes", commands: { 1: { on: "50 4f", off: "AABB" } } });
    expect(bytes(1, true) + bytes(1, false)).toBe(hex(0x50, 0x4f, 0xaa, 0xbb));
  });

  test("nothing where the port's own lines are the relays", () => {
    expect(
      serialCommand(
        outputSchema.parse({
          kind: "serialRelay",
          path: "/dev/x",
          protocol: "lines",
          channels: { deny: 1 },
        }) as SerialRelaySettings,
      ),
    ).toBeNull();
  });
});
