import { RelayError, type BoardListener, type OpenBoard, type RelayBoard } from "../board/relay-board.js";

/** What happened at a relay: when, and how it stands since. */
export interface RelayChange {
  readonly atMs: number;
  readonly channel: number;
  readonly on: boolean;
}

/**
 * A relay board in memory that latches as real ones do: it keeps its relays as they are whoever goes away, until told otherwise.
 * Unplugged, it fails whatever is asked of it.
 */
export class MemoryBoard {
  /** Every change of a relay, oldest first. */
  readonly changes: RelayChange[] = [];
  /** How often it was opened. */
  opened = 0;
  /** Why it can't be opened, in the words of its error; null where it can. */
  trouble: string | null = null;
  /** Whether opening and closing come to an end. */
  opens = true;
  closes = true;
  readonly #drawn = new Set<number>();
  readonly #nowMs: () => number;
  #listener: BoardListener | null = null;
  #isThere = true;
  #answers: Promise<void> = Promise.resolve();

  constructor(nowMs: () => number = () => 0) {
    this.#nowMs = nowMs;
  }

  /** The channels that are on. */
  get drawn(): readonly number[] {
    return [...this.#drawn].sort((one, other) => one - other);
  }

  readonly open: OpenBoard = async (listener) => {
    if (!this.opens) await NEVER;
    if (this.trouble !== null) throw new RelayError("failed", this.trouble);
    if (!this.#isThere) throw new RelayError("absent", "there is no relay board: plug it in");
    if (this.#listener !== null) throw new RelayError("failed", "the relay board is held by another program");
    this.#listener = listener;
    this.opened += 1;
    return this.#handle(listener);
  };

  unplug(): void {
    this.#isThere = false;
    const listener = this.#listener;
    this.#listener = null;
    listener?.lost(new Error("unplugged"));
  }

  plug(): void {
    this.#isThere = true;
  }

  /** From now on it answers nothing, until it is told to go on. */
  stall(): () => void {
    let goOn = (): void => undefined;
    this.#answers = new Promise((resolve) => (goOn = resolve));
    return goOn;
  }

  /** Somebody goes through the turnstile. */
  turn(output = 0): void {
    this.#listener?.turned(output);
  }

  #handle(listener: BoardListener): RelayBoard {
    const switchRelay = (channel: number, on: boolean): void => {
      if (this.#drawn.has(channel) === on) return;
      if (on) this.#drawn.add(channel);
      else this.#drawn.delete(channel);
      this.changes.push({ atMs: this.#nowMs(), channel, on });
    };
    const obey = async (command: () => void): Promise<void> => {
      await this.#answers;
      if (this.#listener !== listener)
        throw new RelayError("lost", "the relay board is gone: check its plug and cable");
      command();
    };
    return {
      set: (channel, on) => obey(() => switchRelay(channel, on)),
      allOff: () => obey(() => this.drawn.forEach((channel) => switchRelay(channel, false))),
      close: async () => {
        if (this.#listener === listener) this.#listener = null;
        if (!this.closes) await NEVER;
      },
    };
  }
}

const NEVER = new Promise<never>(() => undefined);
