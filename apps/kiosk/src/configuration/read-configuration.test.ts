import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { firstAddress } from "./first-address.js";
import { readConfiguration } from "./read-configuration.js";

const MINIMAL = {
  endpoint: "http://127.0.0.1:9/presence/v1/",
  apiKey: "partner-key-of-the-test",
  device: { venueId: "arena", name: "Gate 1", mac: "02:00:00:00:00:01", gateName: "North", serial: "S1", model: "M1" },
  readers: [{ kind: "stdin" }],
  storage: { file: "gate.db" },
  direction: "enter",
  ui: { port: 0, pin: "2468" },
};

const RELAY = { kind: "hidRelay", channels: { gate: 1 } };

const folder = mkdtempSync(join(tmpdir(), "usher-configuration-"));
const file = join(folder, "kiosk.jsonc");

function read(change: object, environment: NodeJS.ProcessEnv = {}) {
  writeFileSync(file, JSON.stringify({ ...MINIMAL, ...change }, null, 2));
  return readConfiguration(file, environment);
}

/** The message of the error that a configuration ends with. */
function refusal(change: object, environment: NodeJS.ProcessEnv = {}): string {
  try {
    read(change, environment);
  } catch (error) {
    expect(error).toMatchObject({ name: "SettingsFileError" });
    return (error as Error).message;
  }
  throw new Error("this configuration should have been refused");
}

describe("readConfiguration", () => {
  test("fills in what is left out", () => {
    expect(read({})).toEqual({
      endpoint: MINIMAL.endpoint,
      apiKey: MINIMAL.apiKey,
      caFile: undefined,
      device: { ...MINIMAL.device, ip: firstAddress() },
      gate: { rule: { kind: "external" }, reentry: "afterExit" },
      readers: [{ kind: "stdin", id: "stdin", lane: "1" }],
      outputs: [],
      storageFile: join(folder, "gate.db"),
      ticketListFile: undefined,
      offlineExits: "lenient",
      unknownTickets: undefined,
      direction: "enter",
      rereadWindowMs: undefined,
      verifyDevice: false,
      storedConfigurationMaxAgeMs: undefined,
      timings: {},
      logLevel: "info",
      ui: { port: 0, host: "127.0.0.1", pin: "2468" },
    });
  });

  test("takes what is written, with paths beside the file", () => {
    const configuration = read({
      $schema: "./kiosk.schema.json",
      caFile: "ca.pem",
      device: { ...MINIMAL.device, ip: "10.0.0.7" },
      offline: { ticketList: "/lists/tickets.csv", exits: "ledger", unknownTickets: { max: 200 } },
      rereadWindowMs: 0,
      verifyDevice: true,
      startWithStoredConfiguration: { maxAgeHours: 12 },
      timings: { askTimeoutMs: 500 },
      logLevel: "trace",
    });
    expect(configuration).toMatchObject({
      caFile: join(folder, "ca.pem"),
      device: { ip: "10.0.0.7" },
      ticketListFile: "/lists/tickets.csv",
      offlineExits: "ledger",
      unknownTickets: { max: 200 },
      rereadWindowMs: 0,
      verifyDevice: true,
      storedConfigurationMaxAgeMs: 12 * 3_600_000,
      timings: { askTimeoutMs: 500 },
      logLevel: "trace",
    });
  });

  test("an internal gate's zone is its own unless the venue names a shared one", () => {
    const rule = { kind: "internal", multipleEntries: false };
    expect(read({ gate: { rule } }).gate).toEqual({ rule: { ...rule, zone: "North" }, reentry: "afterExit" });
    const shared = { ...rule, zone: "VIP" };
    expect(read({ gate: { rule: shared, reentry: "never" } }).gate).toEqual({ rule: shared, reentry: "never" });
  });

  test("every reader has an id of its own", () => {
    const serial = { kind: "serial", path: "/dev/ttyUSB0" };
    const ids = read({ readers: [serial, { ...serial, id: "serial" }, serial, { kind: "stdin" }] }).readers;
    expect(ids.map(({ id }) => id)).toEqual(["serial-2", "serial", "serial-3", "stdin"]);
    expect(
      refusal({
        readers: [
          { ...serial, id: "a" },
          { ...serial, id: "a" },
        ],
      }),
    ).toContain("readers[1].id");
  });

  test("an output moves for a lane that a reader has, also one that takes whatever is plugged in, or for all", () => {
    const board = (lane: string, gate: number) => ({ ...RELAY, lane, channels: { gate } });
    const readers = [
      { kind: "auto", lane: "north" },
      { kind: "stdin", lane: "south" },
    ];
    const outputs = [board("north", 1), board("south", 2), { ...RELAY, channels: { gate: 3 } }];
    expect(read({ readers, outputs }).outputs.map(({ lane }) => lane)).toEqual(["north", "south", undefined]);
    expect(read({ readers: [], outputs: [board("1", 1)] }).outputs).toHaveLength(1);
  });

  test("a scanner is told by its ids as lsusb prints them", () => {
    const [reader] = read({
      readers: [{ kind: "serial", vendorId: "0c2e", productId: "0x0B81", port: "1-1.4" }],
    }).readers;
    expect(reader).toMatchObject({ vendorId: 0x0c2e, productId: 0x0b81, port: "1-1.4" });
  });

  test("secrets come from the file, from the environment or from a file of their own", () => {
    writeFileSync(join(folder, "pin.txt"), "135790\n");
    const configuration = read(
      { apiKey: { env: "KEY" }, ui: { port: 0, pin: { file: "pin.txt" } } },
      { KEY: "from-env" },
    );
    expect(configuration.apiKey).toBe("from-env");
    expect(configuration.ui.pin).toBe("135790");
    expect(refusal({ apiKey: { env: "KEY" } })).toContain("KEY is not set");
  });

  test.each([
    ["a misspelt key", { rereadWindow: 5 }, ['unknown key "rereadWindow"', "rereadWindowMs"]],
    ["a misspelt key further in", { ui: { prot: 0, pin: "2468" } }, ["ui.prot", '"port"']],
    ["a setting that no code obeys", { offline: { manifest: {} } }, ["offline.manifest", "unknown key"]],
    ["unknown tickets without a number", { offline: { unknownTickets: {} } }, ["offline.unknownTickets.max"]],
    ["an allowance of nobody", { offline: { unknownTickets: { max: 0 } } }, ["offline.unknownTickets.max", "0"]],
    [
      "a reader of no kind",
      { readers: [{ kind: "telepathy" }] },
      ["readers[0].kind", '"telepathy"', '"serial"', '"auto"'],
    ],
    ["a scanner that nothing tells", { readers: [{ kind: "serial" }] }, ["readers[0]", "expected which scanner it is"]],
    ["an id as a number", { readers: [{ kind: "serial", vendorId: 1900 }] }, ["readers[0].vendorId", "1900", '"0c2e"']],
    ["an id that is none", { readers: [{ kind: "serial", vendorId: "0c2eg" }] }, ["readers[0].vendorId", "0c2eg"]],
    ["a port that is none", { readers: [{ kind: "serial", port: "usb3" }] }, ["readers[0].port", '"1-1.4"']],
    [
      "commands of no make",
      { readers: [{ kind: "serial", path: "x", commands: "acme" }] },
      ["readers[0].commands", '"acme"', "command set"],
    ],
    [
      "a terminator that is not told",
      { readers: [{ kind: "serial", path: "x", framing: { end: "terminator" } }] },
      ["readers[0].framing.terminator", "expected a terminator"],
    ],
    ["a keyboard that may be anybody's", { readers: [{ kind: "keyboard" }] }, ["readers[0]", "expected which scanner"]],
    [
      "a layout that nobody has",
      { readers: [{ kind: "keyboard", path: "x", layout: "qwertz" }] },
      ["readers[0].layout", '"de"'],
    ],
    [
      "a setting of another kind",
      { readers: [{ kind: "hid", baudRate: 9600 }] },
      ["readers[0].baudRate", "unknown key"],
    ],
    [
      "cues that are no bytes",
      { readers: [{ kind: "serial", path: "x", commands: { permit: "beep" } }] },
      ["readers[0].commands", "16 07 0d"],
    ],
    [
      "two readers that take everything",
      { readers: [{ kind: "auto" }, { kind: "auto", lane: "2" }] },
      ["readers[1].kind", "one auto reader"],
    ],
    [
      "an output at a lane without a reader",
      { readers: [{ kind: "auto" }, { kind: "stdin", lane: "side" }], outputs: [{ ...RELAY, lane: "sde" }] },
      ["line 35, outputs[0].lane", 'is "sde"', '"1" or "side", the lanes that readers have'],
    ],
    [
      "an output at a lane of a gate where tickets are typed in only",
      { readers: [], outputs: [{ ...RELAY, lane: "2" }] },
      ["outputs[0].lane", 'expected "1"'],
    ],
    ["no list of readers", { readers: undefined }, ["readers", "missing"]],
    [
      "standard input twice",
      { readers: [{ kind: "stdin" }, { kind: "stdin" }] },
      ["readers[1].kind", "one stdin reader"],
    ],
    ["no direction", { direction: undefined }, ["direction", "missing", '"enter"']],
    [
      "a timing that no timer can keep",
      { timings: { probeMs: 2 ** 31 } },
      ["timings.probeMs", "is 2147483648, expected at most 2147483647"],
    ],
    ["a timing of nothing", { timings: { askTimeoutMs: 0 } }, ["timings.askTimeoutMs", "more than 0"]],
    ["a port beyond the last", { ui: { port: 65_536, pin: "2468" } }, ["ui.port", "65536"]],
    ["a log level of its own", { logLevel: "loud" }, ["logLevel", '"debug"']],
  ])("%s is refused with its place and the fix", (_what, change, words) => {
    const message = refusal(change);
    expect(message).toContain(file);
    for (const word of words) expect(message).toContain(word);
  });

  test.each([
    ["short", "137"],
    ["letters", "venue-door"],
    ["no text", 98_765],
  ])("[P10] a PIN of another form (%s) is refused without being shown", (_what, pin) => {
    const message = refusal({ ui: { port: 0, pin } }).replace(file, "");
    expect(message).toContain("ui.pin");
    expect(message).toContain("4 to 32 digits");
    expect(message).not.toContain(String(pin));
    const fromEnvironment = refusal({ ui: { port: 0, pin: { env: "PIN" } } }, { PIN: `${pin}x` }).replace(file, "");
    expect(fromEnvironment).toContain("4 to 32 digits");
    expect(fromEnvironment).not.toContain(String(pin));
  });

  test("[P10] an API key of another form is refused without being shown", () => {
    expect(refusal({ apiKey: 918_273_645 })).not.toContain("918273645");
  });
});

test.each([
  ["kiosk.jsonc", {}],
  ["./tickets.csv", { offline: { ticketList: "tickets.csv" } }],
  ["ca.pem", { caFile: join(folder, "ca.pem") }],
  ["key.txt", { apiKey: { file: "key.txt" } }],
])("the journal is never a file that something else is read from: %s", (journal, change) => {
  writeFileSync(join(folder, "key.txt"), "partner-key-of-the-test");
  expect(refusal({ storage: { file: journal }, ...change })).toMatch(
    /kiosk\.jsonc: line \d+, storage\.file: is "[^"]+", expected a file of its own for the journal$/,
  );
});

describe("what the service is told", () => {
  test.each([
    ["app.example.com/presence/v1/", "line 2, endpoint: is not a URL: expected one such as https://HOST/presence/v1/"],
    ["https://app.example.com/?apikey=SECRET", "line 2, endpoint: has a user name, a query or a fragment"],
    ["ftp://127.0.0.1/", "line 2, endpoint: does not begin with https://"],
    ["", 'line 2, endpoint: is "", expected at least 1 character'],
  ])("[P10] an endpoint that can't be used is named with its line, and not repeated: %s", (endpoint, words) => {
    expect(refusal({ endpoint })).toContain(`${file}: ${words}`);
    expect(refusal({ endpoint })).not.toContain("SECRET");
  });

  const device = (mac: string) => ({ device: { ...MINIMAL.device, mac } });

  test.each([
    "02:00:00:00:00:aB",
    "2:0:0:0:0:ab",
    "02-00-00-00-00-AB",
    "0200.0000.00ab",
    "0200-0000-00ab",
    "020000-0000ab",
    "0200000000AB",
  ])("a hardware address goes to the service as it is written: %s", (mac) => {
    expect(read(device(mac)).device.mac).toBe(mac);
  });

  test.each([
    "",
    "M1",
    "02:00:00:00:00",
    "02:00:00:00:00:0g",
    "02:00-00:00:00:01",
    "02:00:00:00:00:01 ",
    "192.168.0.1",
  ])("%j is no hardware address", (mac) => {
    expect(refusal(device(mac))).toContain(
      `device.mac: is ${JSON.stringify(mac)}, expected six pairs of hexadecimal digits, such as "02:00:00:00:00:01"`,
    );
  });
});
