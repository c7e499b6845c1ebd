import { describe, expect, test } from "vitest";
import { knownSettings } from "./known-settings.js";

const KNOWN = ["baudRate", "parity"] as const;

describe("settings of a device", () => {
  test("are handed on as they are where all are known", () => {
    const settings: { baudRate?: number; parity?: string } = { baudRate: 9600 };
    expect(knownSettings(settings, KNOWN, "a scanner")).toBe(settings);
  });

  test.each<[unknown, string]>([
    [{ baudrate: 9600 }, 'a scanner has no setting "baudrate": expected one of baudRate, parity'],
    [undefined, "a scanner is opened with its settings, {} for the defaults; this is undefined"],
  ])("are refused by name where one is not: %j", (settings, words) => {
    expect(() => knownSettings(settings as Record<"baudRate" | "parity", unknown>, KNOWN, "a scanner")).toThrow(words);
  });
});
