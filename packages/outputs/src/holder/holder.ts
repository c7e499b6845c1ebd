import { backoffMs, type Random, type Time } from "@usher/core";
import type { OpenBoard, RelayBoard } from "../board/relay-board.js";
import { bringToRest, Gate } from "../gate/gate.js";
import { Switchboard, withinCommandTime } from "../gate/switchboard.js";
import { LIMITS } from "../limits.js";
import type { RelaySettings } from "../settings.js";
import type { HolderNews, Order } from "./messages.js";

/** What a holder is made of. */
export interface HolderParts {
  /** All that is wired to the board. */
  readonly outputs: readonly RelaySettings[];
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
  /** What the board is used for while it is ready. */
  #ready: Ready | null = null;
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
    const { tell, time } = this.#parts;
    if (order.order === "ping") {
      tell({ tell: "alive" });
      return;
    }
    const { output } = order;
    const gate = this.#ready?.gates[output];
    if (order.order === "deny") gate?.deny();
    else if (gate !== undefined) gate.permit(order.id, time.monotonicMs() - order.atMs);
    else tell({ tell: "gate", output, news: { tell: "notOpened", id: order.id, reason: "notReady" } });
  }

  /** Closes everything and lets go. Where the board does not obey it goes on trying for a while: a relay that was left on stays on. */
  async end(): Promise<void> {
    const { time, outputs, openBoard } = this.#parts;
    this.#ended = true;
    this.#cancelRetry();
    await this.#opening;
    const deadlineMs = time.monotonicMs() + LIMITS.endMs;
    await this.#ready?.end();
    for (let failures = 1; ; failures += 1) {
      try {
        this.#board ??= await openBoard(DEAF);
        await bringToRest(this.#board, outputs, time);
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
    const { outputs, openBoard, time, tell } = this.#parts;
    let ready: Ready | null = null;
    try {
      this.#board = await openBoard({
        // Before it is ready, the first command finds out.
        lost: (cause) => {
          if (ready !== null && ready === this.#ready) this.#fail(cause);
        },
        turned: (output) => ready?.gates[output]?.turned(),
      });
      await bringToRest(this.#board, outputs, time);
      if (this.#ended) return;
      this.#failures = 0;
      ready = this.#ready = this.#use(this.#board);
      tell({ tell: "ready" });
    } catch (error) {
      this.#fail(error);
    }
  }

  #use(board: RelayBoard): Ready {
    const { outputs, time, tell } = this.#parts;
    const switchboard = new Switchboard(board, time, (cause) => this.#fail(cause));
    const gates = outputs.map(
      (settings, output) =>
        new Gate({ switchboard, settings, time, tell: (news) => tell({ tell: "gate", output, news }) }),
    );
    return {
      gates,
      end: () => {
        for (const gate of gates) gate.end();
        return switchboard.end();
      },
    };
  }

  /** The board is not in our hands any more: nobody waits for it, and it is opened anew. */
  #fail(cause: unknown): void {
    if (this.#ended) return;
    this.#failures += 1;
    void this.#ready?.end();
    this.#ready = null;
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

/** A board that is ready. `end` resolves when no command is under way, so that the board can be brought to rest. */
interface Ready {
  readonly gates: readonly Gate[];
  end(): Promise<void>;
}

const DEAF = { lost: () => undefined, turned: () => undefined };

/** The words of our own errors, which say what to do; a system's own say less than what is known here. */
function messageOf(cause: unknown): string {
  const isOurs = cause instanceof Error && "code" in cause && /^(Relay|Scanner)Error$/.test(cause.name);
  const words = isOurs ? cause.message : "the relay board is gone: check its plug, cable and power";
  return words.slice(0, LIMITS.wordsLength);
}
