import { copyFileSync, existsSync, openSync, closeSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StorageError, type ScanStore } from "@usher/core";
import { openScanStore } from "@usher/storage";
import type { Chance } from "./chance.js";

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

/** What a dead process hears when it writes. */
const died = () => new StorageError("failed", "the process was killed");

const WRITES: ReadonlySet<string> = new Set([
  "saveConfiguration",
  "begin",
  "commit",
  "acknowledge",
  "quarantine",
  "requeue",
  "annul",
]);

/** What a disk does to the next write. */
export type DiskTrouble = "killBefore" | "killAfter" | "powerLoss";

/**
 * The disk of one kiosk: the real store on a real file (in memory, where the machine has such a folder). A kill carries on with
 * a copy of the files as they are; a power loss in the middle of a write leaves of that write only a torn piece.
 */
export class Disk {
  /** While true, nothing can be written. */
  full = false;
  /** How many of the next writes fail. */
  failingWrites = 0;
  /** What happens at the next write. */
  trouble: DiskTrouble | null = null;

  readonly #folder: string;
  readonly #chance: Chance;
  readonly #onDeath: () => void;
  #generation = 0;
  #store: ScanStore | null = null;

  /** `onDeath` is called when trouble at a write kills the process, before that write's caller hears of it. */
  constructor(folder: string, chance: Chance, onDeath: () => void) {
    this.#folder = folder;
    this.#chance = chance;
    this.#onDeath = onDeath;
  }

  get file(): string {
    return join(this.#folder, `gate-${this.#generation}.db`);
  }

  /** Opens the store as a process does at its start. `isDead` tells whether that process was killed meanwhile. */
  open(atMs: number, isDead: () => boolean): ScanStore {
    const { store } = openScanStore({ file: this.file, atMs });
    this.#store = store;
    return new Proxy(store, {
      get: (target, name: keyof ScanStore) => {
        if (name === "close") return () => undefined; // a power cut gives no time for it either
        const method = target[name] as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => {
          if (isDead() && name in AFTERLIFE) return AFTERLIFE[name];
          if (isDead()) throw died();
          const call = () => method.apply(target, given);
          return WRITES.has(name) ? this.#write(call) : call();
        };
      },
    });
  }

  /** The process is gone; the files stay as they are, under a new name, for the next one to open. */
  abandon(tornFromBytes: number | null = null): void {
    const old = this.file;
    this.#generation += 1;
    for (const end of ["", "-wal"]) if (existsSync(old + end)) copyFileSync(old + end, this.file + end);
    if (tornFromBytes !== null) this.#tear(`${this.file}-wal`, tornFromBytes);
    this.#store?.close();
    this.#store = null;
    for (const end of ["", "-wal", "-shm", ".lock"]) rmSync(old + end, { force: true });
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
    const syncedBytes = this.#walBytes();
    if (trouble !== "killBefore") call();
    this.#onDeath();
    // A write-ahead log that did not grow was started over: what was synced can't be told by its length.
    const torn = trouble === "powerLoss" && this.#walBytes() > syncedBytes;
    this.abandon(torn ? syncedBytes : null);
    throw died();
  }

  #walBytes(): number {
    return existsSync(`${this.file}-wal`) ? statSync(`${this.file}-wal`).size : 0;
  }

  /** Of what was written behind `fromBytes` some bytes arrived, the last of them garbled. */
  #tear(wal: string, fromBytes: number): void {
    const keptBytes = this.#chance.between(fromBytes, statSync(wal).size - 1);
    truncateSync(wal, keptBytes);
    const garbledBytes = Math.min(keptBytes - fromBytes, this.#chance.between(0, 64));
    if (garbledBytes === 0) return;
    const handle = openSync(wal, "r+");
    writeSync(
      handle,
      Buffer.alloc(garbledBytes, this.#chance.between(0, 255)),
      0,
      garbledBytes,
      keptBytes - garbledBytes,
    );
    closeSync(handle);
  }
}
