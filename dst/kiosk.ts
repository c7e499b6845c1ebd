import {
  createScanner,
  type GateScanner,
  type Permit,
  type ScannerDriver,
  type ScannerState,
  type ScanStore,
  type Time,
} from "@usher/core";
import {
  type Chance,
  RecordingOutput,
  scriptedScanner,
  type ScriptedScanner,
  SeededRandom,
  type VirtualTime,
} from "@usher/core/testing";
import { Disk, READS } from "./disk.js";
import type { History } from "./history.js";
import { Network } from "./network.js";
import type { Operator } from "./operator.js";
import { storeWith, type Plant } from "./plant.js";
import type { VenueService } from "./venue-service.js";

/** A key that must be found nowhere. */
export const API_KEY = "the-key-that-nobody-may-see";

const NEVER = new Promise<never>(() => undefined);

/** The world around a kiosk. */
export interface KioskWorld {
  readonly time: VirtualTime;
  readonly history: History;
  readonly service: VenueService;
  readonly tickets: ReadonlySet<string>;
  readonly folder: string;
  readonly plant: Plant | null;
  readonly operator: Operator;
}

/** One kiosk of the day: the real engine over the real store, in a process that can be killed at any step. */
export class Kiosk {
  readonly name: string;
  readonly readers: readonly ScriptedScanner[];
  readonly disk: Disk;
  readonly network: Network;
  /** How far this kiosk's wall clock is off. */
  wallOffsetMs = 0;
  run = 0;
  alive = false;
  scanner: GateScanner | null = null;
  state: ScannerState | null = null;
  store: ScanStore | null = null;
  /** Log lines of all runs that bear the key: there must be none. */
  keyLeaks = 0;
  /** How many strangers it may let in offline; 0: none. */
  readonly maxUnknownTickets: number;
  gate = new RecordingOutput();

  /** What readers keep to themselves that are slow just now. */
  readonly #held = new Map<ScriptedScanner, string[]>();
  readonly #world: KioskWorld;
  readonly #chance: Chance;

  constructor(index: number, laneCount: number, world: KioskWorld, chance: Chance) {
    this.name = `K${index}`;
    this.#world = world;
    this.#chance = chance;
    this.maxUnknownTickets = chance.happens(0.6) ? chance.between(1, 3) : 0;
    this.readers = Array.from({ length: laneCount }, (_, lane) => scriptedScanner({ path: `/${this.name}/${lane}` }));
    this.disk = new Disk(world.folder, chance, () => this.#die());
    const { history } = world;
    this.network = new Network(world.service, world.time, chance, {
      fault: (name) => history.fault(this.name, this.run, name),
      asked: (scan) => history.note(this.name, this.run, { kind: "asked", scan }),
      answered: (scan, status) => history.note(this.name, this.run, { kind: "answered", scan, status }),
      uploadSeen: (scans, status) =>
        history.note(this.name, this.run, { kind: "uploadSeen", upload: { scans, status } }),
      configured: () => history.note(this.name, this.run, { kind: "configured" }),
    });
  }

  /** Switches the process on. */
  start(): void {
    if (this.alive) return;
    this.run += 1;
    this.alive = true;
    const run = this.run;
    const isDead = () => run !== this.run || !this.alive;
    this.#world.history.note(this.name, run, { kind: "started" });
    const time = this.#timeOf(isDead);
    const opened = this.disk.open(time.wallMs(), isDead);
    this.store = opened;
    const store = this.#watched(opened, isDead);
    const plant = this.#world.plant;
    this.gate = new RecordingOutput();
    for (const reader of this.readers) reader.comeBack();
    const scanner = createScanner({
      service: plant?.service?.(this.network, this) ?? this.network,
      store: plant?.store?.(store, this) ?? store,
      validators: [{ validate: ({ ticketKey }) => this.#validity(ticketKey) }],
      time,
      random: new SeededRandom(this.#chance.between(0, 2 ** 31)),
      settings: this.#settings(isDead),
    });
    this.scanner = scanner;
    scanner.verdicts$.subscribe((verdict) => {
      if (isDead()) return;
      this.#world.history.note(this.name, run, { kind: "verdict", verdict });
      plant?.afterVerdict?.(this, verdict);
      this.#world.operator.sees(this, verdict);
    });
    scanner.state$.subscribe((state) => {
      if (!isDead()) this.state = state;
    });
    scanner.log$.subscribe((event) => {
      if (event.event !== "verdict" && JSON.stringify(event).includes(API_KEY)) this.keyLeaks += 1;
    });
    try {
      scanner.start();
    } catch (error) {
      if (!isDead()) throw error;
    }
  }

  /** Somebody holds a ticket to a reader. Where nobody listens to it, nothing comes of that. */
  read(reader: ScriptedScanner, token: string): void {
    const held = this.#held.get(reader);
    if (held !== undefined) held.push(token);
    else if (this.alive && reader.isOpen) reader.emit(token);
  }

  /** From now on a reader keeps what it reads, until {@link deliver}. */
  holdBack(reader: ScriptedScanner): void {
    if (!this.#held.has(reader)) this.#held.set(reader, []);
  }

  /** A reader tells what it kept. */
  deliver(reader: ScriptedScanner): void {
    const held = this.#held.get(reader) ?? [];
    this.#held.delete(reader);
    for (const token of held) this.read(reader, token);
  }

  /** SIGKILL. */
  kill(): void {
    if (!this.alive) return;
    this.#die();
    this.disk.abandon();
  }

  readonly opened = (permit: Permit): void => {
    this.#world.history.note(this.name, this.run, { kind: "opened", permit });
  };

  /** For a canary: something that waits for ever. */
  readonly leakTimer = (): void => {
    this.#world.time.after(Infinity, () => undefined);
  };

  #die(): void {
    this.alive = false;
    this.state = null;
    this.#world.history.note(this.name, this.run, { kind: "killed" });
    for (const reader of this.readers) if (reader.isOpen) reader.lose();
  }

  #validity(ticketKey: string) {
    return this.#world.tickets.has(ticketKey)
      ? ({ kind: "accepted", place: null, eventId: "E1" } as const)
      : ({ kind: "unknown" } as const);
  }

  #settings(isDead: () => boolean) {
    const output = {
      permit: (permit: Permit) => {
        if (isDead()) return;
        this.opened(permit);
        this.#world.operator.opens(this, permit);
      },
      deny: () => undefined,
      passages$: this.gate.passages$,
    };
    const mac = `02:${this.name}`;
    return {
      device: { venueId: "V1", name: this.name, mac, ip: "10.0.0.1", gateName: "North", serial: this.name, model: "M" },
      readers: this.readers.map(({ driver, info }, lane) => ({
        id: `${this.name}-${lane}`,
        lane: String(lane),
        // The first lane goes by the gate, which the operator turns around; the other one is an exit always.
        ...(lane === 0 ? {} : { direction: "exit" as const }),
        // Killed in the middle of its start, a process opens nothing, and so holds nothing that the next one needs.
        driver: { ...driver, open: (...wanted) => (isDead() ? NEVER : driver.open(...wanted)) } satisfies ScannerDriver,
        info,
        settings: {},
      })),
      outputs: [{ output }],
      ...(this.maxUnknownTickets === 0 ? {} : { unknownTickets: { max: this.maxUnknownTickets } }),
    };
  }

  /** The world's time as this process sees it, with its own wall clock; after its death nothing is called any more. */
  #timeOf(isDead: () => boolean): Time {
    const { time } = this.#world;
    return {
      wallMs: () => time.wallMs() + this.wallOffsetMs,
      monotonicMs: () => time.monotonicMs(),
      after: (ms, fn) =>
        time.after(ms, () => {
          if (!isDead()) fn();
        }),
    };
  }

  /** Notes what the store has saved, as it is saved. */
  #watched(store: ScanStore, isDead: () => boolean): ScanStore {
    const { history } = this.#world;
    const readable = (): void => {
      if (!isDead()) this.disk.assertReadable();
    };
    const reads = READS.map((name) => {
      const read = store[name] as (...given: unknown[]) => unknown;
      return [name, (...given: unknown[]) => (readable(), read(...given))];
    });
    return storeWith(store, {
      ...(Object.fromEntries(reads) as Partial<ScanStore>),
      decided: (scanId) => {
        try {
          readable();
        } catch (error) {
          history.note(this.name, this.run, { kind: "unannulled", scanId }); // whether it was to be annulled or not
          throw error;
        }
        return store.decided(scanId);
      },
      commit: (...given) => {
        const saved = store.commit(...given);
        const { scanId, scan, decision } = saved;
        const { ticketKey } = scan.barcode;
        const remembered = decision.outcome === "permit" ? store.ledgerEntry(ticketKey, "E1") : null;
        history.note(this.name, this.run, { kind: "committed", scanId, scan, decision, remembered });
        return saved;
      },
      annul: (scanId, annulment, atMs) => {
        try {
          const outcome = store.annul(scanId, annulment, atMs);
          history.note(this.name, this.run, { kind: "annulled", scanId, withdrawn: outcome === "withdrawn" });
          return outcome;
        } catch (error) {
          history.note(this.name, this.run, { kind: "unannulled", scanId });
          throw error;
        }
      },
      noteAct: (act, wallMs) => {
        try {
          store.noteAct(act, wallMs);
        } catch (error) {
          history.note(this.name, this.run, { kind: "unnoted" });
          throw error;
        }
        history.note(this.name, this.run, { kind: "noted", act, wallMs });
      },
      acknowledge: (...given) => {
        store.acknowledge(...given);
        if (!isDead()) history.note(this.name, this.run, { kind: "acknowledged", scanIds: given[0] });
      },
    });
  }
}
