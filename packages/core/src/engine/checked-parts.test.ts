import { describe, expect, it } from "vitest";
import { MemoryStore, MemoryTicketService, scriptedScanner, SeededRandom, VirtualTime } from "../testing/index.js";
import { DEVICE as device } from "../../test/gate.js";
import { createScanner } from "./create-scanner.js";

const { driver, info } = scriptedScanner();
const reader = { id: "north", lane: "1", driver, info, settings: {} };
const clock = { wallMs: () => 0, monotonicMs: () => 0, after: () => () => undefined };
const output = { permit: () => undefined, deny: () => undefined };
const internal = { kind: "internal", multipleEntries: true, zone: "lounge" };

function build(settings: object, parts: object = {}) {
  const time = new VirtualTime();
  return createScanner({
    service: new MemoryTicketService(time),
    store: new MemoryStore(),
    validators: [],
    time,
    random: new SeededRandom(1),
    settings: { device, readers: [reader], ...settings },
    ...parts,
  });
}

describe("createScanner", () => {
  it.each<[string, object]>([
    ["all that has a default left out", {}],
    ["no readers, and an output for the only lane", { readers: [], outputs: [{ lane: "1", output }] }],
    ["an output for all lanes", { outputs: [{ output: { ...output, passages$: undefined } }] }],
    ["an internal gate", { gate: { rule: internal, reentry: "never" } }],
    ["what is undefined, where it may be left out", { direction: undefined, outputs: undefined, gate: undefined }],
    ["no probes of an idle gate, and no pauses between uploads", { timings: { idleProbeMs: 0, uploadPaceMs: 0 } }],
    ["scanners that are looked for", { readers: [{ id: "auto", lane: "1", drivers: [{ driver, settings: {} }] }] }],
  ])("takes %s", (_what, settings) => {
    expect(() => build(settings)).not.toThrow();
  });

  it.each<[object, string]>([
    [{ device: undefined }, "settings.device is missing, expected an object"],
    [{ device: { ...device, gateName: undefined } }, "settings.device.gateName is missing, expected text"],
    [{ device: { ...device, venueId: 7 } }, "settings.device.venueId is 7, expected text"],
    [{ device: { ...device, mac: "" } }, 'settings.device.mac is "", expected text'],
    [{ readers: undefined }, "settings.readers is missing, expected a list"],
    [{ readers: reader }, "settings.readers is { id, lane, driver, info, settings }, expected a list"],
    [{ readers: [{ ...reader, lane: undefined }] }, "settings.readers[0].lane is missing, expected text"],
    [{ readers: [{ ...reader, lane: 1 }] }, "settings.readers[0].lane is 1, expected text"],
    [
      { readers: [{ ...reader, direction: "in" }] },
      'settings.readers[0].direction is "in", expected "enter" or "exit"',
    ],
    [{ readers: [{ ...reader, driver: undefined }] }, "settings.readers[0].driver is missing, expected an object"],
    [
      { readers: [{ ...reader, driver: { ...driver, open: undefined } }] },
      "settings.readers[0].driver.open is missing, expected a function",
    ],
    [{ readers: [{ ...reader, settings: undefined }] }, "settings.readers[0].settings is missing, expected a value"],
    [
      { readers: [{ ...reader, path: "/dev/tty" }] },
      "settings.readers[0].path is unknown, expected one of id, lane, direction, driver, info, settings",
    ],
    [{ readers: [reader, reader] }, 'settings.readers[1].id is "north", as that of another: give each its own'],
    [
      { readers: [{ id: "auto", lane: "1", drivers: [driver] }] },
      "settings.readers[0].drivers[0].driver is missing, expected an object",
    ],
    [
      { readers: [{ id: "auto", lane: "1", drivers: [], changes$: [] }] },
      "settings.readers[0].changes$ is a list of 0, expected an object",
    ],
    [{ outputs: [{ lane: "2", output }] }, 'settings.outputs[0].lane is "2", where no reader stands; the lanes are 1'],
    [{ outputs: [output] }, "settings.outputs[0].output is missing, expected an object"],
    [
      { outputs: [{ output: { permit: output.permit } }] },
      "settings.outputs[0].output.deny is missing, expected a function",
    ],
    [
      { outputs: [{ output: { ...output, passages$: [] } }] },
      "settings.outputs[0].output.passages$ is a list of 0, expected an object",
    ],
    [
      { gate: { rule: { kind: "inner" }, reentry: "never" } },
      'settings.gate.rule.kind is "inner", expected "external" or "internal"',
    ],
    [{ gate: { rule: { kind: "internal" }, reentry: "never" } }, "settings.gate.rule.zone is missing, expected text"],
    [{ gate: { rule: { kind: "external" } } }, 'settings.gate.reentry is missing, expected "afterExit" or "never"'],
    [{ direction: "both" }, 'settings.direction is "both", expected "enter" or "exit"'],
    [{ offlineExits: true }, 'settings.offlineExits is true, expected "lenient" or "ledger"'],
    [{ unknownTickets: 5 }, "settings.unknownTickets is 5, expected an object"],
    [{ unknownTickets: { max: -1 } }, "settings.unknownTickets.max is -1, expected a number of 0 or more"],
    [{ rereadWindowMs: Number.NaN }, "settings.rereadWindowMs is NaN, expected a number of 0 or more"],
    [{ rereadWindowMs: "2000" }, 'settings.rereadWindowMs is "2000", expected a number of 0 or more'],
    [{ verifyDevice: "yes" }, 'settings.verifyDevice is "yes", expected true or false'],
    [{ startWithStoredConfiguration: true }, "settings.startWithStoredConfiguration is true, expected an object"],
    [
      { startWithStoredConfiguration: { maxAgeHours: 1 } },
      "settings.startWithStoredConfiguration.maxAgeHours is unknown, expected one of maxAgeMs",
    ],
    [{ builtAtMs: new Date(0) }, "settings.builtAtMs is {}, expected a number of 0 or more"],
    [{ timings: { askTimeoutMs: -1 } }, "settings.timings.askTimeoutMs is -1, expected a number from 1 to 2147483647"],
    [
      { timings: { askTimeoutMs: undefined } },
      "settings.timings.askTimeoutMs is missing, expected a number from 1 to 2147483647",
    ],
    [
      { timings: { probeMaxMs: Infinity } },
      "settings.timings.probeMaxMs is Infinity, expected a number from 1 to 2147483647",
    ],
    [
      { timings: { askTimeout: 3 } },
      "settings.timings.askTimeout is unknown, expected one of askTimeoutMs, configureTimeoutMs",
    ],
    [{ reader: [reader] }, "settings.reader is unknown, expected one of device, gate, direction, readers, outputs"],
  ])("says of %j where it is wrong, and what was expected", (settings, words) => {
    expect(() => build(settings)).toThrow(words);
  });

  it.each<[object, string]>([
    [{ settings: undefined }, "settings is missing, expected an object"],
    [{ service: {} }, "service.configure is missing, expected a function"],
    [{ store: {} }, "store.begin is missing, expected a function"],
    [{ validators: undefined }, "validators is missing, expected a list"],
    [{ validators: [() => ({ kind: "unknown" })] }, "validators[0] is a function, expected an object"],
    [{ time: { wallMs: () => 0 } }, "time.monotonicMs is missing, expected a function"],
    [{ time: { ...clock, after: () => undefined } }, "time.after() is missing, expected a function"],
    [{ time: { ...clock, after: () => ({}) } }, "time.after() is {}, expected a function"],
    [{ time: { ...clock, wallMs: () => new Date(0) } }, "time.wallMs() is {}, expected a number"],
    [{ time: { ...clock, monotonicMs: () => Number.NaN } }, "time.monotonicMs() is NaN, expected a number"],
    [{ random: Math.random }, "random is a function, expected an object"],
  ])("says which part is missing or not what it should be: %j", (parts, words) => {
    expect(() => build({}, parts)).toThrow(words);
  });

  it("says everything that is wrong at once", () => {
    const settings = { device: { ...device, ip: undefined }, direction: "in", timings: { probeMs: 0 } };
    expect(() => build(settings)).toThrow(
      [
        "createScanner: 3 problems",
        "  settings.device.ip is missing, expected text",
        '  settings.direction is "in", expected "enter" or "exit"',
        "  settings.timings.probeMs is 0, expected a number from 1 to 2147483647",
      ].join("\n"),
    );
  });
});
