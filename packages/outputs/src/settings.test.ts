import { describe, expect, test } from "vitest";
import { bytesOf, outputSchema } from "./settings.js";

const SERIAL = { kind: "serialRelay", path: "/dev/x", channels: { gate: 1 } };
const COMMAND = { on: "a", off: "b" };
const problems = (settings: object) =>
  (outputSchema.safeParse(settings).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("the settings of an output", () => {
  test("need a board and what is wired to it, and fill in the rest", () => {
    expect(outputSchema.parse({ kind: "hidRelay", channels: { gate: 1 } })).toEqual({
      kind: "hidRelay",
      channels: { gate: 1 },
      pulseMs: 500,
      gapMs: 500,
      lightMs: 2_000,
      closedWhen: "off",
    });
    expect(outputSchema.parse(SERIAL)).toMatchObject({ protocol: "lcus" });
  });

  test.each([
    [{ ...SERIAL, kind: "gpio" }, 'kind: expected "hidRelay" or "serialRelay"'],
    [{ ...SERIAL, channels: {} }, "channels: expected at least one of gate, permit, deny, idle"],
    [{ ...SERIAL, channels: { gate: 1, deny: 1 } }, "channels: expected a channel of its own for each"],
    [{ ...SERIAL, protocol: "text" }, "commands: expected commands for"],
    [{ ...SERIAL, commands: { 1: { on: "a", off: "b" } } }, "commands: expected commands for"],
    [{ ...SERIAL, protocol: "text", commands: {} }, "commands.1: expected"],
    [
      { ...SERIAL, protocol: "text", commands: { 1: COMMAND, 2: COMMAND } },
      "commands.2: nothing is wired to channel 2",
    ],
    [{ ...SERIAL, protocol: "text", commands: { 1: { ...COMMAND, on: "x".repeat(129) } } }, "commands.1.on"],
    [{ ...SERIAL, protocol: "bytes", commands: { 1: { on: "A0", off: "A" } } }, "commands.1.off: expected pairs"],
    [{ ...SERIAL, protocol: "lines", channels: { deny: 3 } }, "channels.deny: expected 1 (DTR) or 2 (RTS)"],
    [{ ...SERIAL, protocol: "lines" }, "channels.gate: expected lights only"],
    [{ ...SERIAL, channels: { gate: 1, deny: 0 } }, "channels.deny: expected a relay that the board has, 1 to 255"],
    [{ ...SERIAL, protocol: "kmtronic", channels: { gate: 0 } }, "channels.gate: expected a relay that the board has"],
    [
      { ...SERIAL, protocol: "numato", channels: { gate: 32 } },
      "channels.gate: expected a relay that the board has, 0 to 31",
    ],
    [{ kind: "hidRelay", channels: { gate: 9 } }, "channels.gate: expected a relay that the board has, 1 to 8"],
    [{ ...SERIAL, passage: { contact: "bytes" } }, "passage.bytes: expected bytes"],
    [{ ...SERIAL, passage: { contact: "cts", bytes: "01" } }, "passage.bytes: expected bytes"],
    [{ ...SERIAL, passage: { contact: "cts", passMs: 400 } }, "passage.passMs: expected at least pulseMs (500)"],
    [{ ...SERIAL, channels: { deny: 1 }, passage: { contact: "cts" } }, "channels.gate: expected the channel"],
    [{ ...SERIAL, pulseMs: 5_001 }, "pulseMs"],
    [{ ...SERIAL, gapMs: 5_001 }, "gapMs"],
    [{ ...SERIAL, lightMs: 10_001 }, "lightMs"],
    [{ ...SERIAL, passage: { contact: "cts", passMs: 10_001 } }, "passage.passMs"],
  ])("%j has one problem: %s", (settings, problem) => {
    expect(problems(settings)).toEqual([expect.stringContaining(problem)]);
  });

  test("hexadecimal is bytes, with or without spaces", () => {
    expect([...bytesOf("A0 0101a2")]).toEqual([0xa0, 1, 1, 0xa2]);
  });
});
