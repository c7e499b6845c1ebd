import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StorageError, type ScanStore } from "@usher/core";
import { STORE_WRITES, tornBytes, type Chance } from "@usher/core/testing";
import { openScanStore } from "@usher/storage";

/** What a dead process reads. Nothing that it does counts any more; it only has to run out without a noise. */
const AFTERLIFE: Readonly<Record<string, unknown>> = {
  configuration: null,
  unfinished: [],
  ledgerEntry: null,
  holdsUnacknowledged: false,
  doubtfulSinceMs: null,
  devicesWithPending: [],
  pending: [],
  quarantined: [],
  counts: { pending: 0, quarantined: 0, inDoubt: 0 },
  decided: null,
  admittedUnknown: 0,
  journal: [],
  lastEntryAtMs: null,
};

/** What the engine reads. */
export const READS = Object.keys(AFTERLIFE) as readonly (keyof ScanStore)[];

/** What a dead process hears when it writes. */
const died = () => new StorageError("failed", "the process was killed");

const WRITES: ReadonlySet<string> = new Set(STORE_WRITES);

type Method = (...given: unknown[]) => unknown;

/** What a disk does to the next write. */
export type DiskTrouble = "killBefore" | "killAfter" | "powerLoss";

/**
 * The disk of one kiosk: the real store on a real file (in memory, where the machine has such a folder). A kill leaves the
 * files as they are; a power loss in the middle of a write leaves of that write only torn pieces.
 */
export class Disk {
  /** While true, nothing can be written. */
  full = false;
  /** How many of the next writes fail. */
  failingWrites = 0;
  /** How many of the engine's next reads fail. */
  failingReads = 0;
  /** What happens at the next write. */
  trouble: DiskTrouble | null = null;

  readonly file: string;
  readonly #chance: Chance;
  readonly #onDeath: () => void;
  #store: ScanStore | null = null;

  /** `onDeath` is called when trouble at a write kills the process, before that write's caller hears of it. */
  constructor(folder: string, chance: Chance, onDeath: () => void) {
    this.file = join(folder, "gate.db");
    this.#chance = chance;
    this.#onDeath = onDeath;
  }

  /** Opens the store as a process does at its start. `isDead` tells whether that process was killed meanwhile. */
  open(atMs: number, isDead: () => boolean): ScanStore {
    const { store } = openScanStore({ file: this.file, atMs });
    this.#store = store;
    const methods = new Map<keyof ScanStore, Method>([["close", () => undefined]]); // a power cut gives no time for it either
    return new Proxy(store, {
      get: (target, name: keyof ScanStore) => {
        const method = methods.get(name) ?? this.#mortal(target, name, isDead);
        methods.set(name, method);
        return method;
      },
    });
  }

  #mortal(store: ScanStore, name: keyof ScanStore, isDead: () => boolean): Method {
    const method = store[name] as Method;
    const isWrite = WRITES.has(name);
    return (...given) => {
      if (isDead() && name in AFTERLIFE) return AFTERLIFE[name];
      if (isDead()) throw died();
      const call = () => method.apply(store, given);
      return isWrite ? this.#write(call) : call();
    };
  }

  /** The process is gone; its files stay as they are, for the next one to open. */
  abandon(): void {
    const files = [this.file, `${this.file}-wal`].map((file) => [file, readFileSync(file)] as const);
    this.#store?.close(); // Closing is the only way to let go of them, and writes to them as no killed process does.
    this.#store = null;
    for (const [file, bytes] of files) writeFileSync(file, bytes);
  }

  /** Throws where the next read fails. */
  assertReadable(): void {
    if (this.failingReads === 0) return;
    this.failingReads -= 1;
    throw new StorageError("failed", `${this.file}: the disk gave an error`);
  }

  #write(call: () => unknown): unknown {
    if (this.full) throw new StorageError("full", `${this.file}: the disk is full`);
    if (this.failingWrites > 0) {
      this.failingWrites -= 1;
      throw new StorageError("failed", `${this.file}: the disk gave an error`);
    }
    const trouble = this.trouble;
    this.trouble = null;
    if (trouble === null) return call();
    const tear = trouble === "powerLoss" ? this.#tearing() : null;
    if (trouble !== "killBefore") call();
    this.#onDeath();
    this.abandon();
    tear?.();
    throw died();
  }

  /** Power goes before the next write is synced, and so before anything of it is moved from the log to the database. */
  #tearing(): () => void {
    const log = `${this.file}-wal`;
    const [databaseBefore, logBefore] = [readFileSync(this.file), readFileSync(log)];
    return () => {
      writeFileSync(this.file, databaseBefore);
      writeFileSync(log, tornBytes(logBefore, readFileSync(log), this.#chance));
    };
  }
}
