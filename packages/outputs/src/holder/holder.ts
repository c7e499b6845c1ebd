import { backoffMs, type Random, type Time } from "@usher/core";
import type { OpenBoard, RelayBoard } from "../board/relay-board.js";
import { bringToRest, Gate } from "../gate/gate.js";
import { withinCommandTime } from "../gate/switchboard.js";
import { LIMITS } from "../limits.js";
import type { RelaySettings } from "../settings.js";
import type { HolderNews, Order } from "./messages.js";

/** What a holder is made of. */
export interface HolderParts {
  readonly settings: RelaySettings;
  readonly openBoard: OpenBoard;
  readonly time: Time;
  readonly random: Random;
  readonly tell: (news: HolderNews) => void;
}

/**
 * Holds one relay board for a kiosk. Whenever it takes the board into its hands it closes everything first, and again before it
 * lets go; a lost board is opened anew, for as long as it takes. Permits for a board that is not ready open nothing, later least
 * of all (promise P13).
 */
export class Holder {
  readonly #parts: HolderParts;
  #board: RelayBoard | null = null;
  #gate: Gate | null = null;
  #failures = 0;
  #cancelRetry: () => void = () => undefined;
  #opening: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(parts: HolderParts) {
    this.#parts = parts;
  }

  /** Takes the board, and goes on trying where it can't. */
  start(): void {
    this.#opening = this.#open();
  }

  take(order: Exclude<Order, { order: "hold" }>): void {
    if (order.order === "ping") this.#parts.tell({ tell: "alive" });
    else if (order.order === "deny") this.#gate?.deny();
    else if (this.#gate === null) this.#parts.tell({ tell: "notOpened", id: order.id, reason: "notReady" });
    else this.#gate.permit(order.id, this.#parts.time.monotonicMs() - order.atMs);
  }

  /** Closes everything and lets go. Where the board does not obey it goes on trying for a while: a relay that was left on stays on. */
  async end(): Promise<void> {
    const { time, settings, openBoard } = this.#parts;
    this.#ended = true;
    this.#cancelRetry();
    await this.#opening;
    const deadlineMs = time.monotonicMs() + LIMITS.endMs;
    await this.#gate?.end();
    for (let failures = 1; ; failures += 1) {
      try {
        this.#board ??= await openBoard(DEAF);
        await bringToRest(this.#board, settings, time);
        return await this.#letGo();
      } catch {
        await this.#letGo();
        const waitMs = this.#backoffMs(failures);
        if (time.monotonicMs() + waitMs > deadlineMs) return;
        await new Promise<void>((resolve) => void time.after(waitMs, resolve));
      }
    }
  }

  async #open(): Promise<void> {
    const { settings, openBoard, time, tell } = this.#parts;
    let gate: Gate | null = null;
    try {
      this.#board = await openBoard({
        // Before the gate is there, the first command finds out.
        lost: (cause) => {
          if (gate !== null && gate === this.#gate) this.#fail(cause);
        },
        turned: () => gate?.turned(),
      });
      await bringToRest(this.#board, settings, time);
      if (this.#ended) return;
      this.#failures = 0;
      gate = new Gate({ board: this.#board, settings, time, tell, onFailed: (cause) => this.#fail(cause) });
      this.#gate = gate;
      tell({ tell: "ready" });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The board is not in our hands any more: nobody waits for it, and it is opened anew. */
  #fail(cause: unknown): void {
    if (this.#ended) return;
    this.#failures += 1;
    void this.#gate?.end();
    this.#gate = null;
    this.#parts.tell({ tell: "trouble", message: messageOf(cause) });
    const gone = this.#letGo();
    this.#cancelRetry = this.#parts.time.after(this.#backoffMs(this.#failures), () => {
      this.#opening = gone.then(() => this.#open());
    });
  }

  async #letGo(): Promise<void> {
    const board = this.#board;
    this.#board = null;
    if (board === null) return;
    // One that can't even be closed is gone; where it is not, opening it again says so.
    await withinCommandTime(this.#parts.time, board.close()).catch(() => undefined);
  }

  #backoffMs(failures: number): number {
    return backoffMs(failures, LIMITS.reopenMs, LIMITS.reopenMaxMs, this.#parts.random);
  }
}

const DEAF = { lost: () => undefined, turned: () => undefined };

/** The words of our own errors, which say what to do; a system's own say less than what is known here. */
function messageOf(cause: unknown): string {
  const isOurs = cause instanceof Error && "code" in cause && /^(Relay|Scanner)Error$/.test(cause.name);
  const words = isOurs ? cause.message : "the relay board is gone: check its plug, cable and power";
  return words.slice(0, LIMITS.wordsLength);
}
