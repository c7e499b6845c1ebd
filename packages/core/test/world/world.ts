import { Subject } from "rxjs";
import type {
  DeviceIdentity,
  Direction,
  GatePolicy,
  GateScanner,
  OfflineValidator,
  Passage,
  ScanId,
  ScannerDriver,
  ScannerSettings,
  ScannerState,
  ScanStore,
  TicketService,
  Time,
} from "../../src/index.js";
import { createScanner, DEFAULT_GATE_POLICY } from "../../src/index.js";
import { scriptedScanner, SeededRandom, VirtualTime, type ScriptedScanner } from "../../src/testing/index.js";
import { DEVICE, listValidator } from "../gate.js";
import { History } from "./history.js";
import { emptyDisk, NotedStore } from "./noted-store.js";
import { Venue } from "./venue.js";
import { Wire, type Crossing, type Weathers } from "./wire.js";

/** A bug planted into what surrounds the engine, to prove that a checker notices. */
export interface Plant {
  readonly service?: (service: TicketService) => TicketService;
  readonly store?: (store: NotedStore) => ScanStore;
  readonly time?: (time: Time) => Time;
  readonly driver?: (driver: ScannerDriver) => ScannerDriver;
  readonly validators?: readonly OfflineValidator[];
  readonly settings?: Partial<ScannerSettings>;
}

/** What a world is made of; everything has a default. */
export interface WorldOptions {
  /** Tokens of the tickets that the service knows. */
  readonly tickets?: readonly string[];
  /** Those that the gate's own list knows; by default the same. */
  readonly listed?: readonly string[];
  readonly gate?: GatePolicy;
  readonly lanes?: readonly string[];
  readonly settings?: Partial<ScannerSettings>;
  readonly plant?: Plant;
}

/** A ticket's token: long enough that the four characters of it which a verdict shows name it. */
export const ticket = (number: number): string => `TICKET-${String(number).padStart(5, "0")}`;

const START_MS = 1_780_000_000_000;

/** One gate that can lose its power, its network and its time, before a service that sees everything. */
export class World {
  readonly time = new VirtualTime(START_MS);
  readonly history = new History(this.time);
  readonly venue: Venue;
  readonly weathers: Weathers = { device: { kind: "fair" }, ask: { kind: "fair" }, upload: { kind: "fair" } };
  readonly gate: GatePolicy;
  readonly lanes: readonly string[];
  readonly listed: ReadonlySet<string>;
  readonly rereadWindowMs: number;
  readonly offlineExits: "lenient" | "ledger";
  readonly maxUnknownTickets: number;
  /** Who this gate says it is at its next start. */
  identity: DeviceIdentity = DEVICE;

  readonly #options: WorldOptions;
  readonly #disk = emptyDisk();
  #boots = 0;
  #run: Run | null = null;

  constructor(options: WorldOptions = {}) {
    const { tickets = [1, 2, 3].map(ticket), listed = tickets, gate = DEFAULT_GATE_POLICY } = options;
    this.#options = options;
    this.gate = gate;
    this.lanes = options.lanes ?? ["1"];
    this.listed = new Set(listed);
    this.rereadWindowMs = options.settings?.rereadWindowMs ?? 2_000;
    this.offlineExits = options.settings?.offlineExits ?? "lenient";
    this.maxUnknownTickets = options.settings?.unknownTickets?.max ?? 0;
    this.venue = new Venue(tickets, gate);
  }

  /** The service's clock; it never jumps. */
  serviceTimeMs(): number {
    return START_MS + this.time.monotonicMs();
  }

  get isRunning(): boolean {
    return this.#run !== null;
  }

  get run(): Run {
    if (this.#run === null) throw new Error("the gate has no power");
    return this.#run;
  }

  /** Power on. */
  async boot(): Promise<this> {
    this.history.note({ kind: "booted" });
    this.#boots += 1;
    this.#run = new Run(this, this.#options, new NotedStore(this.#disk, this.history), this.#boots);
    this.#run.scanner.start();
    await this.time.settle();
    return this;
  }

  /** Power off, without a word. What was written stays. */
  kill(): void {
    this.#run?.die();
    this.#run = null;
    this.history.note({ kind: "killed" });
  }

  /** An orderly end. */
  async stop(): Promise<void> {
    const { run } = this;
    let stopped = false;
    this.history.note({ kind: "stopping" });
    void run.scanner.stop().then(() => (stopped = true));
    await this.time.advance(2_500);
    if (!stopped) throw new Error("the scanner took more than 2.5 s to stop");
    run.die();
    this.#run = null;
    this.history.note({ kind: "stopped" });
  }

  /** The power goes when the next ask or upload reaches the service. */
  crashAt(crossing: Crossing): void {
    this.run.wire.crashAt = { crossing, crash: () => this.kill() };
  }

  /** One read at a lane, where its scanner is open. Time moves on a little: no two reads are of the same moment. */
  async read(token: string, lane = this.lanes[0] as string): Promise<void> {
    const scanner = this.run.scanners.get(lane);
    if (scanner?.isOpen) {
      this.history.note({ kind: "read", lane, token, manual: false });
      scanner.emit(token);
    }
    await this.time.advance(1);
  }

  /** A ticket typed in by hand. */
  async type(token: string, lane = this.lanes[0] as string): Promise<void> {
    this.history.note({ kind: "read", lane, token, manual: true });
    this.run.scanner.commands.scan(token, { lane }).catch(() => undefined); // the gate was stopped first
    await this.time.advance(1);
  }

  /** An operator overrides a denial, where that can be done. */
  async override(scanId: ScanId): Promise<void> {
    const { scanner, store, state, overriding } = this.run;
    const denied = store.decided(scanId);
    const canBe = state.phase === "operating" && denied?.state === "notForUpload" && !overriding.has(scanId);
    if (canBe) {
      const { lane, direction, barcode } = denied.scan;
      this.history.note({ kind: "read", lane, token: barcode.token, manual: true, direction });
      overriding.add(scanId);
    }
    const overridden = scanner.commands.override(scanId, { role: "R", reason: "why" });
    void overridden
      .catch(() => undefined) // refused, or the gate was stopped first
      .then(() => canBe && overriding.delete(scanId));
    await this.time.advance(1);
  }

  /** The gate tells of the last permit of this run. */
  async passage(passed: boolean): Promise<void> {
    const booted = this.history.moments.findLast(({ kind }) => kind === "booted")?.order ?? 0;
    const opened = this.history.of("opened").findLast(({ order }) => order > booted);
    if (opened === undefined) return;
    const { scanId } = opened.permit;
    this.history.note({ kind: "passage", scanId, passed });
    this.run.passages$.next({ scanId, passed });
    await this.time.settle();
  }

  turn(direction: Direction): void {
    this.history.note({ kind: "turned", direction });
    this.run.scanner.commands.setDirection(direction);
  }

  /** All is well with the network and the service from now on. */
  clear(): void {
    Object.assign(this.weathers, { device: { kind: "fair" }, ask: { kind: "fair" }, upload: { kind: "fair" } });
    this.venue.knowsDevices = true;
    this.venue.refusesFormat = false;
  }
}

/** One run of the gate, from power on to power off. */
export class Run {
  readonly scanner: GateScanner;
  readonly scanners: ReadonlyMap<string, ScriptedScanner>;
  readonly wire: Wire;
  readonly store: NotedStore;
  readonly passages$ = new Subject<Passage>();
  /** Denials that are being overridden. */
  readonly overriding = new Set<ScanId>();
  state!: ScannerState;
  readonly #life = { dead: false };

  constructor(world: World, options: WorldOptions, store: NotedStore, seed: number) {
    const { history, venue, weathers, lanes } = world;
    const { plant = {} } = options;
    const life = this.#life;
    const time = mortal(world.time, life);
    this.store = store;
    this.wire = new Wire({ venue, history, weathers, time, serviceTimeMs: () => world.serviceTimeMs() });
    this.scanners = new Map(lanes.map((lane) => [lane, scriptedScanner({ path: `/scripted/${lane}` })]));
    this.scanner = createScanner({
      service: plant.service?.(this.wire) ?? this.wire,
      store: plant.store?.(store) ?? store,
      validators: plant.validators ?? [listValidator([...world.listed])],
      time: plant.time?.(time) ?? time,
      random: new SeededRandom(seed),
      settings: {
        device: world.identity,
        gate: world.gate,
        readers: [...this.scanners].map(([lane, { driver, info }]) => {
          const noting = notingCues(driver, (cue) => history.note({ kind: "cued", lane, cue }));
          return { id: `reader-${lane}`, lane, driver: plant.driver?.(noting) ?? noting, info, settings: {} };
        }),
        outputs: [
          {
            output: {
              permit: (permit) => history.note({ kind: "opened", permit }),
              deny: () => undefined,
              passages$: this.passages$,
            },
          },
        ],
        ...options.settings,
        ...plant.settings,
      },
    });
    this.scanner.verdicts$.subscribe((verdict) => {
      if (!life.dead) history.note({ kind: "verdict", verdict });
    });
    this.scanner.state$.subscribe((state) => (this.state = state));
  }

  /** From now on nothing of this run happens any more. */
  die(): void {
    this.#life.dead = true;
    this.wire.sever();
  }
}

/** Time that stands still for whoever is dead. */
function mortal(time: Time, life: { readonly dead: boolean }): Time {
  return {
    wallMs: () => time.wallMs(),
    monotonicMs: () => time.monotonicMs(),
    after: (ms, fn) => time.after(ms, () => (life.dead ? undefined : fn())),
  };
}

/** The same driver, whose scanners tell what they were made to signal. */
function notingCues(driver: ScannerDriver, note: (cue: "permit" | "deny") => void): ScannerDriver {
  return {
    kind: driver.kind,
    list: () => driver.list(),
    open: async (info, settings) => ({ ...(await driver.open(info, settings)), signal: note }),
  };
}
