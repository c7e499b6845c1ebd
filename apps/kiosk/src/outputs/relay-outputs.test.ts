import { outputSchema, type HolderListener, type StartHolder } from "@usher/outputs";
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

  test("are told of one by one: what is wired where, whether it can be moved, and why not", async () => {
    const holders: HolderListener[] = [];
    const startHolder: StartHolder = (listener) => {
      holders.push(listener);
      return { send: () => true, end: () => listener.ended("it ended with code 0", ""), kill: () => undefined };
    };
    const shared = outputSchema.parse({ kind: "serialRelay", path: "/dev/x", lane: "3", channels: { deny: 2 } });
    const outputs = new RelayOutputs([...configured, shared], silent, startHolder);
    const told = () => outputs.states$.value.map(({ status, reason }) => reason ?? status);
    expect(outputs.states$.value).toEqual([
      { kind: "serialRelay", board: "/dev/x", lane: "2", channels: { gate: 1 }, status: "stopped" },
      { kind: "hidRelay", board: "USB relay board", lane: null, channels: { gate: 1 }, status: "stopped" },
      { kind: "serialRelay", board: "/dev/x", lane: "3", channels: { deny: 2 }, status: "stopped" },
    ]);
    outputs.start();
    expect(told()).toEqual(["starting", "starting", "starting"]);
    holders[0]?.news({ tell: "ready" });
    holders[1]?.news({ tell: "trouble", message: "there is no relay board" });
    expect(told()).toEqual(["ready", "there is no relay board", "ready"]);
    holders[0]?.news({ tell: "gate", output: 0, news: { tell: "notOpened", id: "1", reason: "stale" } });
    expect(outputs.states$.value.map(({ status }) => status)).toEqual(["ready", "notReady", "ready"]);
    expect(told()[0]).toMatch(/^lane 2: a permit's turn came too late/);
    holders[0]?.news({ tell: "gate", output: 0, news: { tell: "opened", id: "2" } });
    expect(told()).toEqual(["ready", "there is no relay board", "ready"]);
    const closed = outputs.close();
    expect(told()).toEqual(["stopped", "stopped", "stopped"]);
    await closed;
  });
});
