import type { Direction, GatePolicy, OfflineValidator, Verdict } from "../src/index.js";
import { createScanner, type GateScanner, type ScannerSettings, type ScannerState } from "../src/index.js";
import {
  MemoryStore,
  MemoryTicketService,
  RecordingOutput,
  scriptedScanner,
  SeededRandom,
  VirtualTime,
  type ScriptedScanner,
} from "../src/testing/index.js";
import type { LogEvent, Permit } from "../src/index.js";

/** The device of every test gate. */
export const DEVICE = {
  venueId: "V1",
  name: "North 1",
  mac: "02:00:00:00:00:01",
  ip: "127.0.0.1",
  gateName: "North",
  serial: "S1",
  model: "M1",
};

/** Accepts the listed tokens, knows no others. */
export function listValidator(tokens: readonly string[], eventId: string | null = "E1"): OfflineValidator {
  const known = new Set(tokens);
  return {
    validate: ({ ticketKey }) =>
      known.has(ticketKey) ? { kind: "accepted", place: `Block:1:${ticketKey}`, eventId } : { kind: "unknown" },
  };
}

/** A ticket that never lets anybody in. */
const NOBODYS_TICKET = "nobody's ticket";

const refusesNobody: OfflineValidator = {
  validate: ({ token }) => (token === NOBODYS_TICKET ? { kind: "refused", status: "NOT_FOUND" } : { kind: "unknown" }),
};

/** What a test gate is made of; everything has a default. */
export interface GateOptions {
  readonly tickets?: readonly string[];
  readonly gate?: GatePolicy;
  readonly settings?: Partial<ScannerSettings>;
  readonly store?: MemoryStore;
  readonly service?: MemoryTicketService;
  readonly time?: VirtualTime;
  readonly lanes?: readonly string[];
  /** Before the list of the tickets. */
  readonly validators?: readonly OfflineValidator[];
}

/** A whole gate in virtual time: the real engine over memory store, memory service and scripted scanners. */
export class TestGate {
  readonly time: VirtualTime;
  readonly store: MemoryStore;
  readonly service: MemoryTicketService;
  readonly scanners: readonly ScriptedScanner[];
  readonly scanner: GateScanner;
  readonly verdicts: Verdict[] = [];
  readonly log: LogEvent[] = [];
  readonly output = new RecordingOutput();
  state!: ScannerState;

  constructor(options: GateOptions = {}) {
    const tickets = options.tickets ?? ["T1", "T2", "T3"];
    const lanes = options.lanes ?? ["1"];
    this.time = options.time ?? new VirtualTime();
    this.store = options.store ?? new MemoryStore();
    this.service = options.service ?? new MemoryTicketService(this.time, tickets, options.gate);
    this.service.uploadMs = 1;
    const readers = lanes.map((lane) => ({ lane, scanner: scriptedScanner({ path: `/scripted/${lane}` }) }));
    this.scanners = readers.map(({ scanner }) => scanner);
    this.scanner = createScanner({
      service: this.service,
      store: this.store,
      validators: [...(options.validators ?? []), refusesNobody, listValidator(tickets)],
      time: this.time,
      random: new SeededRandom(1),
      settings: {
        device: DEVICE,
        ...(options.gate === undefined ? {} : { gate: options.gate }),
        readers: readers.map(({ lane, scanner: { driver, info } }) => ({
          id: `reader-${lane}`,
          lane,
          driver,
          info,
          settings: {},
        })),
        outputs: [{ output: this.output }],
        ...options.settings,
      },
    });
    this.scanner.verdicts$.subscribe((verdict) => this.verdicts.push(verdict));
    this.scanner.log$.subscribe((event) => this.log.push(event));
    this.scanner.state$.subscribe((state) => (this.state = state));
  }

  /** Starts, and lets what needs no time happen. */
  async start(): Promise<this> {
    this.scanner.start();
    await this.time.settle();
    return this;
  }

  /** One read at a lane, and its verdict once `waitMs` have passed. */
  async read(token: string, waitMs = 0, lane = 0): Promise<Verdict | undefined> {
    const before = this.verdicts.length;
    this.scanners[lane]?.emit(token);
    await this.time.advance(waitMs);
    return this.verdicts[before];
  }

  /** Reads far enough apart that none is a re-read, and lists the statuses. */
  async reads(...tokens: readonly string[]): Promise<string[]> {
    const statuses: string[] = [];
    for (const token of tokens) {
      const verdict = await this.read(token, 10_000);
      statuses.push(verdict === undefined ? "none" : verdict.status);
    }
    return statuses;
  }

  /** The network fails, and the gate finds out by its next probe or scan. */
  async goOffline(): Promise<void> {
    this.service.weather = { kind: "refused" };
    await this.read(NOBODYS_TICKET, 10_000);
  }

  /** The network is back, and time enough passes for the gate to see it and to upload. */
  async goOnline(): Promise<void> {
    this.service.weather = { kind: "fair" };
    await this.time.advance(60_000);
  }

  /** The network is back, and the service takes this long over the upload that has just begun. */
  async beginUpload(uploadMs = 1_000): Promise<void> {
    this.service.uploadMs = uploadMs;
    this.service.weather = { kind: "fair" };
    await this.until(() => this.service.uploads.length > 0);
  }

  /** Moves on, a millisecond at a time and for a minute at most, until this is so. */
  async until(isSo: () => boolean): Promise<void> {
    for (let ms = 0; ms < 60_000 && !isSo(); ms++) await this.time.advance(1);
    if (!isSo()) throw new Error(`waited in vain for a minute until ${String(isSo)}`);
  }

  /** The permits for which the gate was opened. */
  get opened(): readonly Permit[] {
    return this.output.permits;
  }

  turn(direction: Direction): void {
    this.scanner.commands.setDirection(direction);
  }

  alarmCodes(): string[] {
    return this.state.alarms.map(({ code }) => code);
  }
}

/** A gate that let these in while it was offline, and has them to upload. */
export async function gateWithQueue(tickets: readonly string[]): Promise<TestGate> {
  const gate = await new TestGate({ tickets, settings: { rereadWindowMs: 0 } }).start();
  gate.service.weather = { kind: "refused" };
  for (const token of tickets) await gate.read(token);
  return gate;
}
