import { describe, expect, test } from "vitest";
import { outputsSchema } from "./output-schema.js";

const USB = { kind: "hidRelay", channels: { gate: 1 } };
const SERIAL = { kind: "serialRelay", path: "/dev/ttyUSB0", channels: { gate: 1 } };
const problems = (outputs: unknown) =>
  (outputsSchema.safeParse(outputs).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("the outputs of a configuration", () => {
  test("are none where nothing is said", () => {
    expect(outputsSchema.parse(undefined)).toEqual([]);
  });

  test("may be for a lane or for all, each with a board of its own", () => {
    const outputs = [{ ...USB, board: "5291D", lane: "2" }, { ...USB, board: "HURTM" }, SERIAL];
    expect(outputsSchema.parse(outputs).map(({ lane }) => lane)).toEqual(["2", undefined, undefined]);
  });

  test("never hold one board twice", () => {
    expect(problems([SERIAL, USB, SERIAL])).toEqual([
      expect.stringContaining("2.path: expected a board of its own: outputs[0]"),
    ]);
    expect(problems([USB, { ...USB, lane: "2" }])).toEqual([expect.stringContaining("1.board: expected a board")]);
  });

  test("name the output and the key where something is wrong", () => {
    expect(problems([USB, { ...SERIAL, pulseMs: 60_000 }])).toEqual([expect.stringContaining("1.pulseMs: ")]);
  });
});
