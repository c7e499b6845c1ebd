import type { Time } from "@usher/core";
import { LIMITS } from "../limits.js";
import type { GateNews } from "./gate-news.js";

/** What a turnstile is made of. */
export interface TurnstileParts {
  readonly time: Time;
  /** How long the gate is held open for one person, and shut before the next. */
  readonly pulseMs: number;
  readonly gapMs: number;
  /** For gates that can tell: who has not gone through this long after the opening won't any more. */
  readonly passMs: number | null;
  /** Opens or closes the gate, and calls back when it is so. */
  readonly move: (open: boolean, done: () => void) => void;
  readonly tell: (news: GateNews) => void;
}

/**
 * One way through: it opens once for each permit, for one person, and is shut in between; permits that come meanwhile wait their
 * turn. A turn that comes too late, or finds too many waiting before it, opens nothing (promise P13). Where a contact tells who
 * passed, the next one is let in only when that is settled, so that a turn can't be taken for another's.
 *
 * The end of a pulse is timed from the command to open: a slow board makes it shorter, never longer.
 */
export class Turnstile {
  readonly #parts: TurnstileParts;
  readonly #waiting: WaitingPermit[] = [];
  readonly #timers = new Set<() => void>();
  #serving = false;
  #ended = false;
  #turn: (() => void) | null = null;

  constructor(parts: TurnstileParts) {
    this.#parts = parts;
  }

  /** @param ageMs how long ago the permit was given */
  permit(id: string, ageMs: number): void {
    if (this.#ended) return;
    if (this.#waiting.length >= LIMITS.waitingPermits) {
      this.#parts.tell({ tell: "notOpened", id, reason: "crowded" });
      return;
    }
    this.#waiting.push({ id, givenAtMs: this.#parts.time.monotonicMs() - ageMs });
    if (!this.#serving) void this.#serveAll();
  }

  /** Somebody went through. */
  turned(): void {
    if (this.#turn === null) this.#parts.tell({ tell: "turnedUnbidden" });
    else this.#turn();
  }

  /** Forgets everybody. Whoever ends it closes the gate. */
  end(): void {
    this.#ended = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#waiting.length = 0;
  }

  async #serveAll(): Promise<void> {
    this.#serving = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await this.#serve(next);
    this.#serving = false;
  }

  /** One person's turn. Where the turnstile is ended, what is awaited here never comes, and nothing goes on. */
  async #serve({ id, givenAtMs }: WaitingPermit): Promise<void> {
    const { time, pulseMs, gapMs, passMs, tell } = this.#parts;
    if (time.monotonicMs() - givenAtMs > LIMITS.permitMs) {
      tell({ tell: "notOpened", id, reason: "stale" });
      return;
    }
    const pulse = this.#delay(pulseMs);
    await this.#move(true);
    tell({ tell: "opened", id });
    const passed = passMs === null ? null : this.#passage(passMs);
    await pulse;
    await this.#move(false);
    tell({ tell: "closed", id });
    // That nobody went through is settled only here, with the gate shut: until then somebody may.
    if (passed !== null) tell({ tell: (await passed()) ? "passed" : "didNotTurn", id });
    await this.#delay(gapMs);
  }

  /** Listens for a turn from now on. Asked, it tells whether one came; where not, it waits for it until the time is over. */
  #passage(passMs: number): () => Promise<boolean> {
    const over = this.#delay(passMs).then(() => false);
    const turned = new Promise<boolean>((resolve) => {
      this.#turn = () => {
        this.#turn = null;
        resolve(true);
      };
    });
    return async () => {
      const passed = await Promise.race([turned, over]);
      this.#turn = null;
      return passed;
    };
  }

  #move(open: boolean): Promise<void> {
    return new Promise((resolve) => this.#parts.move(open, resolve));
  }

  #delay(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.time.after(ms, () => {
        this.#timers.delete(cancel);
        resolve();
      });
      this.#timers.add(cancel);
    });
  }
}

interface WaitingPermit {
  readonly id: string;
  readonly givenAtMs: number;
}
