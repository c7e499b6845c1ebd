import { describe, expect, test } from "vitest";
import { COMMAND_SETS, commandsFor, type CommandSetName } from "./commands.js";

const shown = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("latin1");
const names = Object.keys(COMMAND_SETS) as CommandSetName[];

describe("the commands of each make", () => {
  test.each([
    ["honeywell", "\u0016\u0007\r", "\u0016\u0007\r\u0016\u0007\r\u0016\u0007\r"],
    ["honeywellHostAck", "\u001b7,", "\u001b8,"],
    ["datalogic", "\u0001", "34\r"],
    ["cipherLab", "#@////\r", "#@////\r#@////\r#@////\r"],
    ["newland", "~\u00010000#BEEPON2700F100T20V;\u0003", "~\u00010000#BEEPON400F600T20V;\u0003"],
    ["zebra", "\u0007", "\u0007\u0007\u0007"],
    ["ssi", "\u0005\u00e6\u0004\u0000\u0001\u00ff\u0010", "\u0005\u00e6\u0004\u0000\u0011\u00ff\u0000"],
  ] as const)("%s", (name, permit, deny) => {
    const { cues } = COMMAND_SETS[name];
    expect([shown(cues.permit), shown(cues.deny)]).toEqual([permit, deny]);
  });

  test.each([
    ["honeywell", "\u0016T\r", "\u0016U\r"],
    ["datalogic", "E", "D"],
    ["ssi", "\u0004\u00e4\u0004\u0000\u00ff\u0014", "\u0004\u00e5\u0004\u0000\u00ff\u0013"],
    ["newland", "~\u00010000#SCNTRG1;\u0003", "~\u00010000#SCNTRG0;\u0003"],
  ] as const)("%s begins and ends to read", (name, start, stop) => {
    const { trigger } = COMMAND_SETS[name];
    expect([shown(trigger?.start), shown(trigger?.stop)]).toEqual([start, stop]);
  });

  test.each(names)("%s tells a permit from a denial", (name) => {
    const { permit, deny } = COMMAND_SETS[name].cues;
    expect(shown(permit)).not.toBe(shown(deny));
    expect(permit.length).toBeGreaterThan(0);
  });
});

describe("which commands a scanner gets", () => {
  test("those of its make, where its vendor id tells it", () => {
    for (const vendorId of [0x0c2e, 0x0536, 0x23d0]) {
      expect(commandsFor(undefined, "lines", vendorId)).toBe(COMMAND_SETS.honeywell);
    }
    expect(commandsFor(undefined, "lines", 0x1eab)).toBe(COMMAND_SETS.newland);
  });

  test("those of its protocol, whatever its make", () => {
    expect(commandsFor(undefined, "ssi", undefined)).toBe(COMMAND_SETS.ssi);
  });

  test("none behind a bridge, on a plain line, or where none are wanted", () => {
    for (const vendorId of [0x0403, 0x10c4, undefined]) expect(commandsFor(undefined, "lines", vendorId)).toBeNull();
    expect(commandsFor("none", "lines", 0x0c2e)).toBeNull();
  });

  test("those that are named, or told as bytes", () => {
    expect(commandsFor("datalogic", "lines", 0x0403)).toBe(COMMAND_SETS.datalogic);
    const own = commandsFor({ permit: "1b 5b 36 71", deny: "07" }, "lines", 0x0403);
    expect([shown(own?.cues.permit), shown(own?.cues.deny)]).toEqual(["\u001b[6q", "\u0007"]);
  });

  test("bytes that are none are refused by name", () => {
    const refused = () => commandsFor({ permit: "beep" }, "lines", undefined);
    expect(refused).toThrow(expect.objectContaining({ code: "failed" }));
    expect(refused).toThrow('"beep" is no command for a scanner');
  });

  test("a make that is not known is refused by name", () => {
    const refused = () => commandsFor("acme" as "zebra", "lines", undefined);
    expect(refused).toThrow('the commands "acme" are not known: expected one of none, honeywell');
  });
});
