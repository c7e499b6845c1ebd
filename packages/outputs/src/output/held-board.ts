import { backoffMs, type Random, type Time } from "@usher/core";
import { systemTime, tellLog } from "@usher/devices";
import type { HolderNews, Order } from "../holder/messages.js";
import { LIMITS } from "../limits.js";
import type { RelaySettings } from "../settings.js";
import { holderStarter, type HolderProcess, type StartHolder } from "./holder-process.js";
import { RelayOutput } from "./relay-output.js";

/** What a board is made of. All but the outputs is the machine's own where not given. */
export interface HeldBoardParts {
  /** All that is wired to the board, at most `LIMITS.outputsPerBoard`. */
  readonly outputs: readonly RelaySettings[];
  readonly time?: Time;
  readonly random?: Random;
  readonly startHolder?: StartHolder;
  /** Hears what is wrong with the board or its gates and what to do, null once nothing is; and whenever `state` has changed. */
  readonly onTrouble?: (message: string | null) => void;
  /** Hears of a holder that ended unasked: why, and what it wrote last. For a log. */
  readonly onHolderEnded?: (why: string, lastWords: string) => void;
  /** Hears what the holder tells, for a log. */
  readonly onNews?: (news: HolderNews) => void;
}

/** How a board is. `reason`: why it can't be moved, and what to do. */
export type BoardState =
  | { readonly status: "stopped" | "starting" | "ready" }
  | { readonly status: "notReady"; readonly reason: string };

/**
 * A relay board in the hands of a process of its own, so that its gates are closed in time whatever becomes of this one. Where that
 * process or the board fails, permits open nothing, which is told, and nobody is kept waiting.
 */
export class HeldBoard {
  /** What the engine moves, in the order of the settings. */
  readonly outputs: readonly RelayOutput[];
  readonly #parts: Required<HeldBoardParts>;
  #isStarted = false;
  #isClosing = false;
  #holder: HolderProcess | null = null;
  #isReady = false;
  /** Whether the holder has said anything yet. */
  #isAlive = false;
  #owedPings = 0;
  #failures = 0;
  #cancelPing: () => void = () => undefined;
  #stopWaiting: () => void = () => undefined;
  #cancelRestart: () => void = () => undefined;
  #closed: (() => void) | null = null;
  /** What is wrong with holder or board, until it is ready. */
  #trouble: string | null = null;

  constructor(parts: HeldBoardParts) {
    this.#parts = {
      time: systemTime,
      random: { next: () => Math.random() },
      startHolder: holderStarter(),
      onTrouble: () => undefined,
      onHolderEnded: () => undefined,
      onNews: () => undefined,
      ...parts,
    };
    const { outputs, time } = this.#parts;
    this.outputs = outputs.map(
      (settings, place) =>
        new RelayOutput({
          settings,
          place,
          time,
          send: (order) => this.#send(order),
          onMissed: () => this.#sayTrouble(),
        }),
    );
  }

  /** How the board is now. */
  get state(): BoardState {
    if (!this.#isStarted || this.#isClosing) return { status: "stopped" };
    if (this.#trouble !== null) return { status: "notReady", reason: this.#trouble };
    return { status: this.#isReady ? "ready" : "starting" };
  }

  /** Starts the holder, which closes every gate first of all. */
  start(): void {
    this.#isStarted = true;
    this.#startHolder();
    this.#ping();
  }

  /** Lets the holder close every gate and end. Resolves when it has, or after `LIMITS.closeMs`; it goes on by itself then. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#cancelPing();
    this.#stopWaiting();
    this.#cancelRestart();
    this.#isReady = false;
    if (!this.#isStarted) return;
    // Where none is running, the gates are as the last one left them.
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
    const { startHolder, outputs } = this.#parts;
    this.#owedPings = 0;
    this.#isAlive = false;
    this.#holder = startHolder({
      news: (news) => this.#hear(news),
      ended: (why, lastWords) => this.#restart(why, lastWords),
    });
    this.#holder.send({ order: "hold", outputs: [...outputs] });
  }

  /** Once the holder runs it says how its board is, sooner or later: where it does not, the operator hears that. */
  #waitForBoard(): void {
    this.#stopWaiting = this.#parts.time.after(LIMITS.readyMs, () => this.#setTrouble(HANGS));
  }

  #restart(why: string, lastWords: string): void {
    this.#stopWaiting();
    this.#holder = null;
    this.#isReady = false;
    if (this.#closed !== null) {
      this.#closed();
      return;
    }
    tellLog(this.#parts.onHolderEnded, why, lastWords);
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
    const isFirst = !this.#isAlive;
    this.#owedPings = 0;
    this.#isAlive = true;
    if (this.#closed !== null) return;
    if (isFirst) this.#waitForBoard();
    tellLog(this.#parts.onNews, news);
    if (news.tell === "ready" || news.tell === "trouble") this.#stopWaiting();
    if (news.tell === "gate") this.outputs[news.output]?.hear(news.news);
    if (news.tell === "ready") {
      this.#isReady = true;
      this.#failures = 0;
      this.#setTrouble(null);
    }
    if (news.tell === "trouble") {
      this.#isReady = false;
      this.#setTrouble(news.message);
    }
  }

  /** Whether the holder was given this order: only one that is ready is given any. */
  #send(order: Order): boolean {
    return this.#isReady && this.#holder?.send(order) === true;
  }

  #setTrouble(message: string | null): void {
    this.#trouble = message;
    this.#sayTrouble();
  }

  #sayTrouble(): void {
    const missed = this.outputs.flatMap((output) => output.missed ?? []);
    tellLog(this.#parts.onTrouble, this.#trouble ?? (missed.length === 0 ? null : missed.join(". ")));
  }
}

const HANGS =
  `the relay board was not opened within ${LIMITS.readyMs / 1_000} s: draw its plug and put it in again, and where that does not help, ` +
  "start the kiosk anew";
