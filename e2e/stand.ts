import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ptyPair, type PtyPair } from "@usher/adapters-serial/testing";
import { isScanning, KioskClient } from "./kiosk-client.js";
import { Program } from "./program.js";

/** The key of the venue. Looked for in every log. */
export const API_KEY = "key-0815-of-the-venue";

/** The operator's PIN at a stand. */
export const PIN = "2468";

/** Tickets long enough that a log which shows one in full is caught. */
export const TICKETS = Array.from({ length: 20 }, (_, index) => `TICKET-${index}-0123456789-${index}`);

const VENUE = {
  venueId: "V1",
  apiKeys: [API_KEY],
  gates: [
    { id: 1, name: "North", rule: { kind: "external" } },
    { id: 2, name: "Lounge", rule: { kind: "internal", multipleEntries: false } },
  ],
  events: [{ id: "E1", name: "Tonight", startsAt: new Date(Date.now() + 3_600_000).toISOString() }],
};

const sold = (tickets: readonly string[]) =>
  tickets.map((token, index) => ({ token, eventId: "E1", place: `101:A:${index}` }));

const LOUNGE = { rule: { kind: "internal", multipleEntries: false } };

/** Quick times for what is slow at a real gate. */
export const QUICK = { probeMs: 50, probeMaxMs: 200, probeConfirmMs: 50, uploadPaceMs: 20, readerRetryMs: 50 };

type Settings = Readonly<Record<string, unknown>>;

/** What a stand is made of. */
export interface StandOptions {
  readonly gate?: "North" | "Lounge";
  /** What the venue has sold, and the kiosk's list holds. */
  readonly tickets?: readonly string[];
  /** Over and above the usual configuration of the kiosk. */
  readonly kiosk?: Settings | ((line: PtyPair) => Settings);
}

/** What the simulator tells of a scan. */
export interface SimulatedScan {
  readonly token: string;
  readonly scanType: "ENTER" | "EXIT";
  readonly status: string;
  readonly deviceId: number;
  readonly gateId: number;
  readonly gateName: string;
  readonly venueId: string;
  readonly deviceOs: string;
  readonly channelId: string | null;
  readonly scanTimeMs: number;
  readonly mode: "online" | "offline";
  readonly uploadTimeMs: number | null;
}

/** A gate on this machine as it would stand at a venue: simulator, serial line, kiosk; each a thing of its own. */
export class Stand {
  readonly folder: string;
  simulator: Program;
  readonly line: PtyPair;
  admin: string;
  readonly presence: string;
  readonly configuration: object;
  kiosk!: Program;
  client!: KioskClient;

  private constructor(
    folder: string,
    simulator: Program,
    line: PtyPair,
    urls: Record<string, string>,
    options: StandOptions,
  ) {
    this.folder = folder;
    this.simulator = simulator;
    this.line = line;
    this.admin = urls["admin"] ?? "";
    this.presence = urls["presence"] ?? "";
    const gateName = options.gate ?? "North";
    const device = { venueId: "V1", name: `${gateName} 1`, mac: "02:00:00:00:00:01", serial: "S1", model: "M1" };
    this.configuration = {
      endpoint: this.presence,
      apiKey: API_KEY,
      device: { ...device, ip: "127.0.0.1", gateName },
      ...(gateName === "Lounge" ? { gate: LOUNGE } : {}),
      readers: [{ kind: "serial", id: "north", lane: "1", path: line.path }],
      storage: { file: "gate.db" },
      offline: { ticketList: "tickets.csv" },
      direction: "enter",
      rereadWindowMs: 0,
      logLevel: "trace",
      timings: QUICK,
      ui: { port: 0, pin: PIN },
      ...(typeof options.kiosk === "function" ? options.kiosk(line) : options.kiosk),
    };
  }

  /** Starts everything, up to an operating kiosk with an open reader. */
  static async open(options: StandOptions = {}): Promise<Stand> {
    const stand = await Stand.withoutKiosk(options);
    await stand.startKiosk();
    await stand.client.until(isScanning);
    return stand;
  }

  /** Everything but the kiosk, whose configuration is written. */
  static async withoutKiosk(options: StandOptions = {}): Promise<Stand> {
    const folder = mkdtempSync(join(tmpdir(), "usher-stand-"));
    const tickets = sold(options.tickets ?? TICKETS);
    const rows = tickets.map(({ token, eventId, place }) => `${token},${eventId},${place}`);
    writeFileSync(join(folder, "tickets.csv"), ["token,eventId,place", ...rows].join("\n"));
    writeFileSync(join(folder, "venue.jsonc"), JSON.stringify({ ...VENUE, tickets }));
    const line = await ptyPair();
    const simulator = Program.simulator("--venue", join(folder, "venue.jsonc"), "--reader", line.scannerPath);
    const stand = new Stand(folder, simulator, line, await simulator.ready(), options);
    writeFileSync(stand.configurationFile, JSON.stringify(stand.configuration));
    return stand;
  }

  get configurationFile(): string {
    return join(this.folder, "kiosk.jsonc");
  }

  /** Starts the kiosk (again). `patienceMs` is how long its client waits for anything. */
  async startKiosk(patienceMs?: number): Promise<void> {
    this.kiosk = Program.kiosk(this.configurationFile);
    const { url } = await this.kiosk.ready();
    this.client = await KioskClient.connect(url ?? "", patienceMs);
  }

  /** Another simulator takes over at the same Presence address: the same venue but for `changes`, and nothing remembered. */
  async replaceSimulator(changes: object): Promise<void> {
    await this.simulator.stop();
    const file = join(this.folder, "other-venue.jsonc");
    writeFileSync(file, JSON.stringify({ ...VENUE, tickets: sold(TICKETS), ...changes }));
    this.simulator = Program.simulator("--venue", file, "--presence-port", new URL(this.presence).port);
    this.admin = (await this.simulator.ready())["admin"] ?? "";
  }

  /** The simulator's virtual reader scans a ticket into the serial line. The verdict is what the kiosk shows of it. */
  async scan(token: string) {
    const verdict = this.client.nextVerdict();
    await this.ask("POST", "readers/1/scans", { token });
    return verdict;
  }

  /** The Presence listener fails, or works again. */
  async fault(fault: object): Promise<void> {
    await this.ask("PUT", "faults", fault);
  }

  async scans(token = ""): Promise<readonly SimulatedScan[]> {
    const query = token === "" ? "" : `?token=${token}`;
    return (await this.ask("GET", `scans${query}`)) as readonly SimulatedScan[];
  }

  /** The tickets that an upload brought to the service, in the order received. */
  async uploaded(): Promise<readonly string[]> {
    return (await this.scans()).filter(({ mode }) => mode === "offline").map(({ token }) => token);
  }

  /** A call to the simulator's control surface. */
  async ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(new URL(path, this.admin), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async close(): Promise<void> {
    this.client?.close();
    await this.kiosk?.stop("SIGKILL");
    await this.simulator.stop("SIGKILL");
    await this.line.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
