import { concatMap, defer, Subject, type Subscription } from "rxjs";
import type { Barcode, Direction, ScanId, Verdict } from "../domain/index.js";
import { LIMITS } from "../domain/limits.js";
import { Rereads, type Overruling } from "../decide/index.js";
import type { Time } from "../ports/time.js";

/** One good read, on its way through its lane. `report` hears the verdict, for whoever typed the ticket in. */
export interface Read {
  readonly barcode: Barcode;
  readonly direction: Direction;
  readonly readerId: string;
  readonly lane: string;
  readonly scanTimeMs: number;
  /** Monotonic. */
  readonly readAtMs: number;
  /** Typed in by hand: never taken for a re-read. */
  readonly manual: boolean;
  /** Set where an operator overrules a denial of this ticket. */
  readonly overruling?: Overruling;
  readonly cue: (outcome: "permit" | "deny") => void;
  readonly report: (verdict: Verdict) => void;
}

/** What a lane does with its reads; each resolves when the read is done with. */
export interface LaneWork {
  /** Decides a new scan and shows it. */
  readonly decide: (read: Read) => Promise<void>;
  /** Shows a re-read. */
  readonly repeat: (read: Read, shown: Verdict) => void;
  /** Denies a read for which there is no place in the line. */
  readonly turnAway: (read: Read) => void;
  /** Hears that `checking` has changed. */
  readonly onChecking: () => void;
}

/** One way through the gate: one decision in hand, in the order read; re-reads of a scan join it. */
export class Lane {
  readonly id: string;
  direction: Direction;
  readonly #time: Time;
  readonly #work: LaneWork;
  readonly #rereads: Rereads;
  readonly #joins: boolean;
  readonly #line = new Subject<Read>();
  readonly #waiting = new Map<string, number>();
  readonly #subscription: Subscription;
  #length = 0;
  #inHand: Read | null = null;
  #checking = false;

  constructor(id: string, direction: Direction, rereadWindowMs: number, time: Time, work: LaneWork) {
    this.id = id;
    this.direction = direction;
    this.#time = time;
    this.#work = work;
    this.#rereads = new Rereads(rereadWindowMs);
    this.#joins = rereadWindowMs > 0;
    this.#subscription = this.#line.pipe(concatMap((read) => defer(() => this.#turn(read)))).subscribe();
  }

  /** Whether a read is in hand or waits. */
  get busy(): boolean {
    return this.#length > 0;
  }

  /** Whether the read in hand takes so long that its person should be told. */
  get checking(): boolean {
    return this.#checking;
  }

  /** Takes a read into the line. Returns false where it joined one that is already there. */
  offer(read: Read): boolean {
    const key = lineKey(read);
    if (!read.manual && this.#joins && this.#waiting.has(key)) return false;
    if (this.#length >= LIMITS.waitingPerLane) {
      this.#work.turnAway(read);
      return true;
    }
    this.#length += 1;
    this.#waiting.set(key, (this.#waiting.get(key) ?? 0) + 1);
    this.#line.next(read);
    return true;
  }

  /** Remembers what is shown, for the re-reads to come. */
  remember(read: Read, verdict: Verdict): void {
    if (read === this.#inHand) this.#checking = false;
    this.#rereads.remember(read.barcode.ticketKey, verdict, this.#time.monotonicMs());
  }

  /** Forgets that this scan was shown: its ticket may be scanned again at once. */
  forget(scanId: ScanId): void {
    this.#rereads.forget(scanId);
  }

  close(): void {
    this.#subscription.unsubscribe();
  }

  async #turn(read: Read): Promise<void> {
    this.#inHand = read;
    const cancelTelling = this.#time.after(LIMITS.slowCheckMs, () => this.#tellChecking(true));
    try {
      const shown = read.manual ? null : this.#recall(read);
      if (shown === null) await this.#work.decide(read);
      else this.#work.repeat(read, shown);
    } finally {
      cancelTelling();
      this.#inHand = null;
      this.#leave(read);
      this.#tellChecking(false);
    }
  }

  #tellChecking(checking: boolean): void {
    if (this.#checking === checking) return;
    this.#checking = checking;
    this.#work.onChecking();
  }

  #recall(read: Read): Verdict | null {
    return this.#rereads.recall(read.barcode.ticketKey, read.direction, read.readAtMs);
  }

  #leave(read: Read): void {
    const key = lineKey(read);
    const others = (this.#waiting.get(key) ?? 1) - 1;
    if (others === 0) this.#waiting.delete(key);
    else this.#waiting.set(key, others);
    this.#length -= 1;
  }
}

const lineKey = ({ barcode, direction }: Read) => `${direction} ${barcode.ticketKey}`;
