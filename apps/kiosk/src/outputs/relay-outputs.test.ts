import { outputSchema } from "@usher/outputs";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { RelayOutputs } from "./relay-outputs.js";

const silent = pino({ level: "silent" });
const configured = [
  outputSchema.parse({ kind: "serialRelay", path: "/dev/x", lane: "2", channels: { gate: 1 } }),
  outputSchema.parse({ kind: "hidRelay", channels: { gate: 1 } }),
];
const permit = { scanId: "1" } as never;

describe("the outputs of a kiosk", () => {
  test("are the engine's, each for its lane", () => {
    const { settings } = new RelayOutputs(configured, silent);
    expect(settings.map(({ lane }) => lane)).toEqual(["2", undefined]);
  });

  test("are one alarm, which names each that is in trouble", () => {
    const outputs = new RelayOutputs(configured, silent);
    const alarms: (string | null)[] = [];
    outputs.onAlarm = (message) => alarms.push(message);
    // Not started, none of them can open.
    for (const { output } of outputs.settings) output.permit(permit);
    expect(alarms).toEqual([
      expect.stringMatching(/^\/dev\/x: lane 2: a permit came/),
      expect.stringMatching(/^\/dev\/x: .*\. USB relay board: a permit came/),
    ]);
  });
});
