import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { startSimulator, type Simulator, type SimulatorOptions } from "../src/simulator.js";

/** The key that devices of the test venue use. */
export const API_KEY = "a-key-of-the-venue";

/** A venue file with something of everything; what is given replaces what stands here. */
export function venueFile(changes: object = {}): object {
  return {
    venueId: "V1",
    apiKeys: [API_KEY],
    exitStatuses: "detailed",
    gates: [
      { id: 1, name: "Main" },
      { id: 2, name: "Lounge", rule: { kind: "internal", multipleEntries: false } },
    ],
    events: [
      { id: "today", name: "Today", startsAt: "now" },
      { id: "past", name: "Past", startsAt: "now-3d" },
    ],
    tickets: [
      { token: "A", eventId: "today", place: "101:A:1" },
      { token: "B", eventId: "today", place: "101:A:2" },
      { token: "P", eventId: "past" },
    ],
    ...changes,
  };
}

/** Clocks that a test may set forward. */
interface TestClocks {
  wallMs(): number;
  monotonicMs(): number;
  pass(ms: number): void;
}

function testClocks(): TestClocks {
  let passedMs = 0;
  return {
    wallMs: () => Date.now() + passedMs,
    monotonicMs: () => performance.now() + passedMs,
    pass: (ms) => {
      passedMs += ms;
    },
  };
}

/** A running simulator and short ways to speak to it. */
export interface Rig {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly clocks: TestClocks;
  /** Asks the Presence API, with the key. */
  presence(method: "GET" | "POST", path: string, body?: unknown): Promise<Told>;
  /** Asks the control surface. */
  admin(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<Told>;
  /** Configures a device and gives its id. */
  device(gateName: string, mac?: string): Promise<number>;
  /** Scans, and gives the status. Gate and device are both 1 unless said otherwise. */
  scan(operation: "enter" | "exit" | "validate", token: string, more?: object): Promise<string>;
  close(): Promise<void>;
}

/** What came back. */
export interface Told {
  readonly code: number;
  readonly headers: Headers;
  readonly json: Json;
}

/** JSON that a test looks into without checking every step. */
export interface Json {
  readonly [key: string]: Json;
}

export async function startRig(venue: object = venueFile(), options: Partial<SimulatorOptions> = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "usher-simulator-test-"));
  const file = join(folder, "venue.jsonc");
  writeFileSync(file, JSON.stringify(venue));
  const clocks = testClocks();
  const simulator = await startSimulator({
    venueFile: file,
    host: "127.0.0.1",
    port: 0,
    presencePort: 0,
    certificate: null,
    databaseFile: null,
    readerPaths: [],
    log: pino({ level: "silent" }),
    clocks,
    ...options,
  }).catch((error: unknown) => {
    rmSync(folder, { recursive: true });
    throw error;
  });
  const { presence, admin } = simulator.addresses;
  const scanOf = (token: string) => ({ token, ...SCAN, scanTime: clocks.wallMs() });
  const rig: Rig = {
    simulator,
    folder,
    clocks,
    presence: (method, path, body) => ask(method, keyed(`${presence}${path}`), body),
    admin: (method, path, body) => ask(method, `${admin}${path}`, body),
    device: async (gateName, mac = "02:00:00:00:00:01") => {
      const told = await rig.presence("POST", "device/init", { ...DEVICE, gateName, mac });
      return Number(told.json["message"]?.["id"]);
    },
    scan: async (operation, token, more = {}) => {
      const told = await rig.presence("POST", `ticket/${operation}`, { ...scanOf(token), ...more });
      return (told.json["result"] as unknown as { readonly status: string }).status;
    },
    close: async () => {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

/** What a device of the test venue says of itself. */
export const DEVICE = {
  venueId: "V1",
  name: "Gate 1",
  mac: "02:00:00:00:00:01",
  ip: "10.0.0.1",
  serial: "S1",
  model: "M1",
};

/** A scan of the first device at the first gate, without token and time. */
export const SCAN = { deviceId: 1, gateId: 1, gateName: "Main", venueId: "V1", deviceOs: "Printed" };

/** An address with the API key. */
export function keyed(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}apikey=${API_KEY}`;
}

/** Sends JSON, or nothing, and reads JSON. */
export async function ask(method: string, url: string, body?: unknown): Promise<Told> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(url, { method, ...sent });
  return { code: response.status, headers: response.headers, json: (await response.json()) as Json };
}
