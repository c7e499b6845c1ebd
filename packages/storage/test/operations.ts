import type { Decision, LedgerEntry, Scan, ScanId, ScanStore } from "@usher/core";
import { StorageError } from "@usher/core";
import fc from "fast-check";

/** Few tickets, events and devices, so that operations meet; some of them awkward as text. */
const TICKETS = ["T1", "T2", "'; DROP TABLE queue; --", "\u{1F3AB}\u0000Ü"];
const EVENTS = [null, "A", "B", ""];
const DEVICES = [7, 8];

const ticket = fc.constantFrom(...TICKETS);
const timeMs = fc.integer({ min: 0, max: 2_000_000_000_000 });

export const scanArbitrary: fc.Arbitrary<Scan> = fc.record({
  barcode: ticket.map((key) => ({ token: `${key}.token`, ticketKey: key, symbology: null })),
  direction: fc.constantFrom("enter", "exit"),
  device: fc.constantFrom(...DEVICES).map((id) => ({ id, name: "N", venueId: "V", gateId: 1, gateName: "G" })),
  scanTimeMs: timeMs,
  skewMs: fc.option(fc.integer()),
  deviceOs: fc.constantFrom("Printed", "iOS", "Android"),
  channelId: fc.option(fc.string()),
  readerId: fc.string(),
  lane: fc.string(),
});

const ledgerArbitrary: fc.Arbitrary<LedgerEntry> = fc.record({
  ticketKey: ticket,
  eventId: fc.constantFrom(...EVENTS),
  state: fc.record({
    external: fc.constantFrom("notEntered", "entered", "exited"),
    internal: fc.dictionary(fc.string(), fc.constantFrom("outside", "inside", "left"), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  }),
  bar: fc.constantFrom(null, "INVALID_TICKET"),
});

/** `exception` by its kind alone: an override needs to name a denial of its own store. */
export const decisionArbitrary: fc.Arbitrary<Decision> = fc.record(
  {
    outcome: fc.constantFrom("permit", "deny"),
    status: fc.string(),
    message: fc.string(),
    source: fc.constantFrom("online", "offline", "operator", "device"),
    inDoubt: fc.boolean(),
    tickets: fc.array(fc.record({ place: fc.option(fc.string()), eventId: fc.option(fc.string()) }), { maxLength: 2 }),
    ledger: fc.option(ledgerArbitrary),
    exception: fc.constant({ kind: "unknownAdmitted" } as const),
  },
  { requiredKeys: ["outcome", "status", "message", "source", "inDoubt", "tickets", "ledger"] },
);

const QUEUE_STATES = ["pending", "uploaded", "quarantined", "notForUpload", "annulled", "overridden"] as const;

/** Which scan an operation means, counted in the order in which ids were issued. Any, so that wrong states come up too. */
const pick = fc.nat({ max: 30 });

/** One thing done to a store. `atMs` is the wall clock, which may jump. */
export const operationArbitrary = fc.oneof(
  fc.record({ kind: fc.constant("begin"), scan: scanArbitrary, atMs: timeMs }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("commit"),
      scan: scanArbitrary,
      decision: decisionArbitrary,
      atMs: timeMs,
    }),
  },
  fc.record({ kind: fc.constant("commitBegun"), scan: scanArbitrary, decision: decisionArbitrary, pick, atMs: timeMs }),
  fc.record({ kind: fc.constant("acknowledge"), picks: fc.array(pick, { maxLength: 3 }), atMs: timeMs }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("quarantine"), pick, atMs: timeMs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("requeue"), pick, atMs: timeMs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("annul"), pick, atMs: timeMs }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("override"),
      scan: scanArbitrary,
      decision: decisionArbitrary,
      pick,
      atMs: timeMs,
    }),
  },
  fc.record({
    kind: fc.constant("noteAct"),
    act: fc.record({
      act: fc.constant("direction" as const),
      direction: fc.constantFrom("enter", "exit"),
      lane: fc.option(fc.string()),
      means: fc.string(),
    }),
    atMs: timeMs,
  }),
  fc.record({
    kind: fc.constant("acknowledgeOldest"),
    device: fc.constantFrom(...DEVICES),
    limit: fc.nat({ max: 4 }),
    atMs: timeMs,
  }),
);
export type Operation = typeof operationArbitrary extends fc.Arbitrary<infer Kind> ? Kind : never;

/** A store and the ids that it has issued, in order: two stores are compared by these places, as their ids differ. */
export class Subject {
  store: ScanStore;
  readonly ids: ScanId[] = [];

  constructor(store: ScanStore) {
    this.store = store;
  }

  /** Does it, and says what came of it: the code of the error, or what a commit made. */
  run(operation: Operation): unknown {
    try {
      return this.#named(this.#apply(operation));
    } catch (error) {
      if (error instanceof StorageError) return { refused: error.code };
      throw error;
    }
  }

  /** All that can be asked of the store, with its ids replaced by their places. */
  everything(): unknown {
    const { store } = this;
    return this.#named({
      unfinished: store.unfinished(),
      tickets: TICKETS.map((key) => [
        EVENTS.map((event) => store.ledgerEntry(key, event)),
        store.holdsUnacknowledged(key),
        store.doubtfulSinceMs(key),
      ]),
      pending: store.devicesWithPending().map((id) => [id, store.pending(id, 1_000), store.pending(id, 2)]),
      quarantined: store.quarantined(),
      counts: store.counts(),
      admittedUnknown: store.admittedUnknown(),
      decided: this.ids.map((scanId) => store.decided(scanId)),
      journal: store.journal(),
      page: store.journal({ afterSeq: 3, limit: 4 }),
      byState: QUEUE_STATES.map((state) => store.journal({ state })),
      lastEntryAtMs: store.lastEntryAtMs(),
    });
  }

  #apply(operation: Operation): unknown {
    const { store } = this;
    if (operation.kind === "begin") return this.#issued(store.begin(operation.scan, operation.atMs));
    if (operation.kind === "commit")
      return this.#committed(store.commit(operation.scan, operation.decision, operation.atMs));
    if (operation.kind === "commitBegun")
      return store.commit(operation.scan, operation.decision, operation.atMs, this.#id(operation.pick));
    if (operation.kind === "annul") return store.annul(this.#id(operation.pick), { by: "gate" }, operation.atMs);
    if (operation.kind === "noteAct") return store.noteAct(operation.act, operation.atMs);
    if (operation.kind === "override") return this.#override(operation);
    if (operation.kind === "quarantine") return store.quarantine(this.#id(operation.pick), operation.atMs);
    if (operation.kind === "requeue") return store.requeue(this.#id(operation.pick), operation.atMs);
    return store.acknowledge(this.#acknowledged(operation), operation.atMs);
  }

  #override({ scan, decision, pick: denied, atMs }: Extract<Operation, { kind: "override" }>): unknown {
    const exception = { kind: "overridden", scanId: this.#id(denied), role: "R", reason: "why" } as const;
    return this.#committed(
      this.store.commit(scan, { ...decision, outcome: "permit", source: "operator", exception }, atMs),
    );
  }

  #acknowledged(operation: Extract<Operation, { kind: "acknowledge" | "acknowledgeOldest" }>): ScanId[] {
    if (operation.kind === "acknowledge") return operation.picks.map((place) => this.#id(place));
    return this.store.pending(operation.device, operation.limit).map(({ scanId }) => scanId);
  }

  #committed(result: ReturnType<ScanStore["commit"]>): unknown {
    this.#issued(result.scanId);
    return result;
  }

  #issued(scanId: ScanId): ScanId {
    this.ids.push(scanId);
    return scanId;
  }

  #id(place: number): ScanId {
    return this.ids[place % (this.ids.length + 1)] ?? "none";
  }

  #named(value: unknown): unknown {
    const places = new Map(this.ids.map((id, place) => [id, `#${place}`]));
    const text = JSON.stringify(value ?? null, (_key, part: unknown) =>
      typeof part === "string" ? (places.get(part) ?? part) : part,
    );
    return JSON.parse(text);
  }
}
