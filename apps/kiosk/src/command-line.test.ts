import { describe, expect, test } from "vitest";
import { commandLine, HELP } from "./command-line.js";

const USUAL = {
  file: "kiosk.jsonc",
  sinceMs: null,
  format: "text",
  wholeTokens: false,
  serviceScansFile: null,
  internalGates: [],
};

describe("usher-kiosk report", () => {
  test("takes what --help says", () => {
    expect(commandLine(["report", "--config", "kiosk.jsonc"])).toEqual({ kind: "report", report: USUAL });
    const all = "--since 2026-06-01T18:00Z --format ndjson --tokens --service-scans s.json --internal-gate Lounge";
    const given = commandLine(["report", "--config", "kiosk.jsonc", ...all.split(" "), "--internal-gate", "VIP"]);
    expect(given).toEqual({
      kind: "report",
      report: {
        file: "kiosk.jsonc",
        sinceMs: Date.UTC(2026, 5, 1, 18),
        format: "ndjson",
        wholeTokens: true,
        serviceScansFile: "s.json",
        internalGates: ["Lounge", "VIP"],
      },
    });
    for (const [option] of all.matchAll(/--[\w-]+/g)) expect(HELP).toContain(option);
    expect(commandLine(["report", "--help"])).toEqual({ kind: "help" });
    expect(commandLine(["report", "--version"])).toEqual({ kind: "version" });
  });

  test("takes times and days as this machine's, unless a zone is given", () => {
    const since = (text: string) => {
      const command = commandLine(["report", "--config", "k", "--since", text]);
      return command.kind === "report" ? command.report.sinceMs : command;
    };
    expect(since("2026-06-01T18:00")).toBe(new Date(2026, 5, 1, 18).getTime());
    expect(since("2026-06-01")).toBe(new Date(2026, 5, 1).getTime());
    expect(since("2026-06-01T18:00+02:00")).toBe(Date.UTC(2026, 5, 1, 16));
  });

  test("names what is wrong", () => {
    const words = (...args: string[]) => {
      const command = commandLine(["report", ...args]);
      return command.kind === "mistake" ? command.message : command.kind;
    };
    expect(words()).toMatch(/--config FILE/);
    expect(words("--config", "k", "--format", "csv")).toMatch(/"csv", expected one of text, ndjson/);
    expect(words("--config", "k", "--since", "yesterday")).toMatch(/"yesterday", expected a time such as/);
    expect(words("--config", "k", "--since", "2026-99-99")).toMatch(/2026-99-99/);
    expect(words("--config", "k", "--internal-gate", "Lounge")).toMatch(/^usher-kiosk: --internal-gate is about/);
    expect(words("--config", "k", "--token")).toMatch(/--token.*did you mean "--tokens"\?\nusher-kiosk --help shows/);
  });
});
