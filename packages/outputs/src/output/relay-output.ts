import { backoffMs, type GateOutput, type Passage, type Permit, type Random, type Time } from "@usher/core";
import { Subject, type Observable } from "rxjs";
import { passageOf } from "../gate/gate.js";
import type { HolderNews } from "../holder/messages.js";
import { LIMITS } from "../limits.js";
import { REAL_TIME } from "../real-time.js";
import type { RelaySettings } from "../settings.js";
import { holderStarter, type HolderProcess, type StartHolder } from "./holder-process.js";

/** What an output is made of. All but the settings is the machine's own where not given. */
export interface RelayOutputParts {
  readonly settings: RelaySettings;
  readonly time?: Time;
  readonly random?: Random;
  readonly startHolder?: StartHolder;
  /** Hears what is wrong with the gate and what to do, and null once nothing is. */
  readonly onTrouble?: (message: string | null) => void;
  /** Hears what the holder tells, for a log. */
  readonly onNews?: (news: HolderNews) => void;
}

/**
 * A gate behind a relay board, as the engine moves it. The board is in the hands of a process of its own, so that a gate is closed
 * in time whatever becomes of this one. Where that process or the board fails, permits open nothing, which is told, and nobody
 * is kept waiting.
 */
export class RelayOutput implements GateOutput {
  /** For turnstiles that can tell. */
  readonly passages$?: Observable<Passage>;
  readonly #parts: Required<RelayOutputParts>;
  readonly #passages = new Subject<Passage>();
  #isStarted = false;
  #holder: HolderProcess | null = null;
  #isReady = false;
  /** Whether the holder has said anything yet. */
  #isAlive = false;
  #owedPings = 0;
  #failures = 0;
  #cancelPing: () => void = () => undefined;
  #cancelRestart: () => void = () => undefined;
  #closed: (() => void) | null = null;
  /** What is wrong with holder or board, until it is ready; and why the newest permit opened nothing, until one does. */
  #trouble: string | null = null;
  #missed: string | null = null;

  constructor(parts: RelayOutputParts) {
    this.#parts = {
      time: REAL_TIME,
      random: { next: () => Math.random() },
      startHolder: holderStarter(),
      onTrouble: () => undefined,
      onNews: () => undefined,
      ...parts,
    };
    if (passageOf(parts.settings) !== undefined) this.passages$ = this.#passages.asObservable();
  }

  /** Starts the holder, which closes the gate first of all. */
  start(): void {
    this.#isStarted = true;
    this.#startHolder();
    this.#ping();
  }

  permit({ scanId }: Permit): void {
    const order = { order: "permit", id: scanId, atMs: this.#parts.time.monotonicMs() } as const;
    if (!this.#isReady || this.#holder?.send(order) !== true) this.#miss("notReady");
  }

  deny(): void {
    if (this.#isReady) this.#holder?.send({ order: "deny" });
  }

  /** Lets the holder close the gate and end. Resolves when it has, or after `LIMITS.closeMs`; it goes on by itself then. */
  async close(): Promise<void> {
    this.#cancelPing();
    this.#cancelRestart();
    this.#isReady = false;
    if (!this.#isStarted) return;
    // Where none is running, the gate is as the last one left it.
    if (this.#holder === null) this.#startHolder();
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.time.after(LIMITS.closeMs, resolve);
      this.#closed = () => {
        cancel();
        resolve();
      };
      this.#holder?.end();
    });
  }

  #startHolder(): void {
    const { startHolder, settings } = this.#parts;
    this.#owedPings = 0;
    this.#isAlive = false;
    this.#holder = startHolder({ news: (news) => this.#hear(news), ended: (why) => this.#restart(why) });
    this.#holder.send({ order: "hold", settings });
  }

  #restart(why: string): void {
    this.#holder = null;
    this.#isReady = false;
    if (this.#closed !== null) {
      this.#closed();
      return;
    }
    this.#failures += 1;
    this.#setTrouble(`the process that holds the relay board is gone (${why}) and is started again`);
    // The first time at once: the relay may be drawn, and only a new holder lets it fall.
    const { time, random } = this.#parts;
    const waitMs =
      this.#failures === 1 ? 0 : backoffMs(this.#failures - 1, LIMITS.reopenMs, LIMITS.reopenMaxMs, random);
    this.#cancelRestart = time.after(waitMs, () => this.#startHolder());
  }

  /** Asks for signs of life. A pause of this very process counts as one that is owed, whatever it lasted: no holder dies of it. */
  #ping(): void {
    this.#cancelPing = this.#parts.time.after(LIMITS.pingMs, () => {
      if (this.#owedPings >= (this.#isAlive ? LIMITS.owedPings : LIMITS.owedAtStart)) this.#giveUpHolder();
      this.#owedPings += 1;
      this.#holder?.send({ order: "ping" });
      this.#ping();
    });
  }

  #giveUpHolder(): void {
    this.#isReady = false;
    this.#setTrouble("the process that holds the relay board does not answer: it is ended and started again");
    this.#holder?.kill();
  }

  #hear(news: HolderNews): void {
    this.#owedPings = 0;
    this.#isAlive = true;
    if (this.#closed !== null) return;
    this.#parts.onNews(news);
    switch (news.tell) {
      case "ready":
        this.#isReady = true;
        this.#failures = 0;
        this.#setTrouble(null);
        break;
      case "trouble":
        this.#isReady = false;
        this.#setTrouble(news.message);
        break;
      case "opened":
        this.#missed = null;
        this.#sayTrouble();
        break;
      case "notOpened":
        this.#miss(news.reason);
        // Whose turn never came can't go through any more. What people do at a gate that is not ready, nobody can tell.
        if (news.reason !== "notReady") this.#passages.next({ scanId: news.id, passed: false });
        break;
      case "passed":
      case "didNotTurn":
        this.#passages.next({ scanId: news.id, passed: news.tell === "passed" });
        break;
      case "closed":
      case "turnedUnbidden":
      case "alive":
        break;
    }
  }

  #miss(reason: keyof typeof MISSED): void {
    this.#missed = MISSED[reason];
    this.#sayTrouble();
  }

  #setTrouble(message: string | null): void {
    this.#trouble = message;
    this.#sayTrouble();
  }

  #sayTrouble(): void {
    this.#parts.onTrouble(this.#trouble ?? this.#missed);
  }
}

const MISSED = {
  crowded: "more people were permitted than can wait before the gate: let them in one by one, or set a shorter pulse",
  stale: "a permit's turn came too late, so the gate stayed shut: let the person in by hand, or set a shorter pulse",
  notReady: "a permit came while the gate could not be moved, so it stayed shut: let the person in by hand",
} as const;
