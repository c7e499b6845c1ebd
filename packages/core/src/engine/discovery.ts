import type { Subscription } from "rxjs";
import { LIMITS } from "../domain/index.js";
import { isInOtherMode, type ScannerInfo } from "../ports/index.js";
import { checkedList } from "./checked-scanner.js";
import { foundScanners, type Listing, type NamedScanner } from "./found-scanners.js";
import { patiently } from "./patience.js";
import { readerIds } from "./reader-ids.js";
import { Reader, type Aim, type ReadersParts } from "./reader.js";
import type { ReaderState } from "./scanner.js";
import type { AutoDriver, AutoReaders } from "./settings.js";

/** A reader that was found, what its scanner is known by, and when it was last there. */
interface Known {
  readonly reader: Reader;
  info: ScannerInfo;
  seenAtMs: number;
}

/**
 * Looks for scanners and makes readers of them. It looks at once when something was plugged in or out or a scanner was lost, soon
 * again after that (a device is not ready at once, its rights still less), and ever more rarely while nothing happens.
 */
export class Discovery {
  readonly #settings: AutoReaders;
  readonly #named: readonly NamedScanner[];
  readonly #parts: ReadersParts;
  readonly #known = new Map<string, Known>();
  /** What each driver found last: what counts while it does not answer. */
  readonly #listings = new Map<AutoDriver, Listing>();
  /** Scanners for which there was no room. */
  #leftOut: ReadonlySet<string> = new Set();
  /** What stands in the way of finding any; null before the first look is over. */
  #obstacles: readonly string[] | null = null;
  #changes: Subscription | null = null;
  #watched = false;
  #phase: "closed" | "looking" | "waiting" = "closed";
  /** Looks since something happened. */
  #quietLooks = 0;
  #stopWaiting = () => {};

  constructor(settings: AutoReaders, named: readonly NamedScanner[], parts: ReadersParts) {
    this.#settings = settings;
    this.#named = named;
    this.#parts = { ...parts, onLost: () => this.#stir() };
  }

  open(): void {
    const { changes$ } = this.#settings;
    const unwatched = () => (this.#watched = false);
    this.#watched = changes$ !== undefined;
    this.#phase = "waiting";
    this.#changes = changes$?.subscribe({ next: () => this.#stir(), error: unwatched, complete: unwatched }) ?? null;
    this.#stir();
  }

  async close(): Promise<void> {
    this.#phase = "closed";
    this.#changes?.unsubscribe();
    this.#stopWaiting();
    this.#parts.onChange();
    await Promise.all([...this.#known.values()].map(({ reader }) => reader.close()));
  }

  /** The readers found; where there is none, the search itself. */
  states(): readonly ReaderState[] {
    if (this.#known.size > 0) return [...this.#known.values()].map(({ reader }) => reader.state());
    const { id, lane } = this.#settings;
    if (this.#phase === "closed") return [{ id, lane, status: "closed" }];
    if (this.#obstacles === null) return [{ id, lane, status: "opening" }];
    return [{ id, lane, status: "backingOff", reason: nothingFound([...this.#listings.values()], this.#obstacles) }];
  }

  /** Something happened: a look now, or soon after the one under way. */
  #stir(): void {
    this.#quietLooks = 0;
    if (this.#phase === "waiting") void this.#look();
  }

  async #look(): Promise<void> {
    const { time, timings, onChange } = this.#parts;
    this.#stopWaiting();
    this.#phase = "looking";
    const [obstacles] = await Promise.all([
      this.#askForObstacles(),
      ...this.#settings.drivers.map((auto) => this.#ask(auto)),
    ]);
    if (this.#phase !== "looking") return;
    this.#obstacles = obstacles ?? this.#obstacles ?? [];
    this.#phase = "waiting";
    this.#take();
    onChange();
    const maxMs = this.#watched ? timings.readerLookWatchedMs : timings.readerLookMs;
    const waitMs = Math.min(maxMs, timings.readerRetryMs * 2 ** Math.min(this.#quietLooks, 30));
    this.#quietLooks += 1;
    this.#stopWaiting = time.after(waitMs, () => void this.#look());
  }

  async #ask(auto: AutoDriver): Promise<void> {
    const { driver } = auto;
    const found = await this.#answered(async () => checkedList(await driver.list(), driver.kind));
    this.#listings.set(auto, { ...auto, found: found ?? this.#listings.get(auto)?.found ?? [] });
  }

  async #askForObstacles(): Promise<readonly string[] | null> {
    const { obstacles } = this.#settings;
    return this.#known.size > 0 || obstacles === undefined ? null : this.#answered(obstacles);
  }

  /** What was answered in time; null where nothing was, or where a rule was broken by not answering at all. */
  async #answered<Value>(ask: () => Promise<Value>): Promise<Value | null> {
    try {
      return await patiently(this.#parts.time, LIMITS.lookForScannersMs, ask());
    } catch (error) {
      this.#parts.onFailure(this.#settings, error);
      return null;
    }
  }

  #take(): void {
    const inOrder = this.#settings.drivers.flatMap((auto) => this.#listings.get(auto) ?? []);
    const aims = new Map(foundScanners(inOrder, this.#named).map(({ info, aim }) => [info, aim]));
    const known = new Map(
      [...this.#known].map(([id, { info, reader }]) => [id, { info, isOpen: reader.openScanner !== null }]),
    );
    const found = readerIds([...aims.keys()], known);
    for (const [id, { reader, info }] of this.#known) {
      if (found.has(id) || reader.openScanner !== null) continue;
      // What never was read is missed by nobody, nor is what is there under other ids: a scanner that was set to another mode.
      if (!reader.wasOpen || [...aims.keys()].some((other) => isInOtherMode(info, other))) this.#forget(id);
      else reader.aimAt(null);
    }
    const leftOut = new Set<string>();
    for (const [id, info] of found) {
      if (!this.#place(id, info, aims.get(info) as Aim, found)) leftOut.add(id);
    }
    for (const id of leftOut) {
      if (!this.#leftOut.has(id))
        this.#parts.note("warn", "readerLeftOut", { reader: id, readers: LIMITS.autoReaders });
    }
    this.#leftOut = leftOut;
  }

  /** Lets the scanner's reader have it, a new one where there is none. Tells whether there was room. */
  #place(id: string, info: ScannerInfo, aim: Aim, found: ReadonlyMap<string, unknown>): boolean {
    const seenAtMs = this.#parts.time.monotonicMs();
    const known = this.#known.get(id);
    if (known !== undefined) {
      Object.assign(known, { info: { ...known.info, ...info }, seenAtMs });
      known.reader.aimAt(aim);
      return true;
    }
    if (this.#known.size >= LIMITS.autoReaders && !this.#forgetOne(found)) return false;
    const reader = new Reader({ ...this.#settings, id }, aim, this.#parts);
    this.#known.set(id, { reader, info, seenAtMs });
    this.#parts.note("info", "readerFound", {
      reader: id,
      path: info.path,
      driver: aim.driver.kind,
      model: info.model,
    });
    reader.open();
    return true;
  }

  /** Forgets the reader whose scanner is gone for longest. */
  #forgetOne(found: ReadonlyMap<string, unknown>): boolean {
    const gone = [...this.#known].filter(([id, { reader }]) => !found.has(id) && reader.openScanner === null);
    const [oldest] = gone.sort(([, one], [, other]) => one.seenAtMs - other.seenAtMs);
    if (oldest === undefined) return false;
    this.#forget(oldest[0]);
    return true;
  }

  #forget(id: string): void {
    void this.#known.get(id)?.reader.close();
    this.#known.delete(id);
    this.#parts.note("info", "readerForgotten", { reader: id });
  }
}

/** A list of every port of a rack of machines helps nobody. */
const PATHS_SHOWN = 4;

/** What was seen and not recognised is told: it may be the scanner, and then it wants to be named. */
function nothingFound(listings: readonly Listing[], obstacles: readonly string[]): string {
  const paths = [...new Set(listings.flatMap(({ found }) => found.map(({ path }) => path)))].slice(0, PATHS_SHOWN);
  const seen = paths.length === 0 ? "" : ` (there are ${paths.join(", ")}, which Usher does not know as scanners)`;
  const told = `no scanner found${seen}: plug one in, or name it in the configuration by its kind and path`;
  return [told, ...obstacles].join("; ");
}
