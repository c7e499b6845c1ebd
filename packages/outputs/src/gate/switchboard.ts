import type { Time } from "@usher/core";
import { RelayError, type RelayBoard } from "../board/relay-board.js";
import { LIMITS } from "../limits.js";

/**
 * The channels as they are wanted. Commands go out one at a time and only for what changes, so nothing piles up before a slow board;
 * one that takes no command in time has failed, and hears nothing more.
 */
export class Switchboard {
  readonly #board: RelayBoard;
  readonly #time: Time;
  readonly #onFailed: (cause: unknown) => void;
  readonly #wanted = new Map<number, Want>();
  #writing: Promise<void> | null = null;
  #ended = false;

  constructor(board: RelayBoard, time: Time, onFailed: (cause: unknown) => void) {
    this.#board = board;
    this.#time = time;
    this.#onFailed = onFailed;
  }

  /** Wants a channel on or off. `done` is called when it is so, and never where the board fails or something else is wanted first. */
  want(channel: number, on: boolean, done: () => void = () => undefined): void {
    if (this.#ended) return;
    this.#wanted.set(channel, { on, done });
    this.#writing ??= this.#write();
  }

  /** Wants nothing any more. Resolves when no command is under way. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#wanted.clear();
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      for (let next = this.#take(); next !== null; next = this.#take()) {
        const [channel, { on, done }] = next;
        await withinCommandTime(this.#time, this.#board.set(channel, on));
        if (!this.#ended) done();
      }
    } catch (error) {
      if (this.#ended) return;
      this.#ended = true;
      this.#onFailed(error);
    } finally {
      this.#writing = null;
    }
  }

  #take(): [number, Want] | null {
    const [next] = this.#wanted;
    if (next === undefined) return null;
    this.#wanted.delete(next[0]);
    return next;
  }
}

interface Want {
  readonly on: boolean;
  readonly done: () => void;
}

/** What the board answers, or an error where it does not in time. */
export function withinCommandTime<Value>(time: Time, answer: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = time.after(LIMITS.commandMs, () => {
      reject(new RelayError("noAnswer", "the relay board takes no command: check its plug, cable and power"));
    });
    answer.then(resolve, reject).finally(cancel);
  });
}
