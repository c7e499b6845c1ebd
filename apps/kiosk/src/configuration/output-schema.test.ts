import { describe, expect, test } from "vitest";
import { LIMITS } from "../limits.js";
import { outputsSchema } from "./output-schema.js";

const USB = { kind: "hidRelay", channels: { gate: 1 } };
const SERIAL = { kind: "serialRelay", path: "/dev/ttyUSB0", channels: { gate: 1 } };
const problems = (outputs: unknown) =>
  (outputsSchema.safeParse(outputs).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("the outputs of a configuration", () => {
  test("are none where nothing is said", () => {
    expect(outputsSchema.parse(undefined)).toEqual([]);
  });

  test("may be for a lane or for all, at as many boards as there are", () => {
    const outputs = [{ ...USB, board: "5291D", lane: "2" }, { ...USB, board: "HURTM" }, SERIAL];
    expect(outputsSchema.parse(outputs).map(({ lane }) => lane)).toEqual(["2", undefined, undefined]);
  });

  test("share a board where they are wired to channels of their own", () => {
    const second = { ...SERIAL, lane: "2", channels: { gate: 2 } };
    expect(problems([SERIAL, second, USB, { ...USB, channels: { deny: 2 } }])).toEqual([]);
    expect(problems([SERIAL, USB, { ...SERIAL, lane: "2" }])).toEqual([
      "2.channels.gate: expected a channel of its own, 1 has another use already: see outputs[0]",
    ]);
  });

  test("name every USB relay board, or none", () => {
    expect(problems([{ ...USB, board: "5291D" }, USB])).toEqual([
      "1.board: expected every USB relay board to be named, or none: see outputs[0]",
    ]);
  });

  test.each([
    ["protocol", { protocol: "kmtronic" }],
    ["baudRate", { baudRate: 115_200 }],
    ["passage", { passage: { contact: "cts" } }],
  ])("share a board where they agree on its %s", (key, change) => {
    const first = { ...SERIAL, passage: { contact: "cts" } };
    const second = { ...SERIAL, channels: { gate: 2 }, ...change };
    expect(problems([first, second])).toEqual([expect.stringContaining(`1.${key}: expected`)]);
  });

  test("are no more than one kiosk minds", () => {
    const outputs = Array.from({ length: LIMITS.outputs + 1 }, (_, index) => ({
      ...SERIAL,
      channels: { gate: index + 1 },
    }));
    expect(problems(outputs.slice(1))).toEqual([]);
    expect(problems(outputs)).toEqual([expect.stringContaining("8 items")]);
  });

  test("name the output and the key where something is wrong", () => {
    expect(problems([USB, { ...SERIAL, pulseMs: 60_000 }])).toEqual([expect.stringContaining("1.pulseMs: ")]);
  });
});
