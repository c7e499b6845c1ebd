import { ptyPair, type PtyPair } from "@usher/adapters-serial/testing";

const FRAME_BYTES = 4;
const START = 0xa0;
const PATIENCE_MS = 20_000;

/** A change of a relay, with the time at which the board took the command. */
export interface SeenChange {
  readonly atMs: number;
  readonly channel: number;
  readonly on: boolean;
}

/** An LCUS board at the far end of a PTY: it latches, whoever lets go of the near end. */
export class ScriptedRelay {
  readonly pty: PtyPair;
  /** Every change, oldest first. */
  readonly changes: SeenChange[] = [];
  /** How many commands came, those that change nothing included. */
  commands = 0;
  readonly #drawn = new Set<number>();
  #rest = Buffer.alloc(0);

  private constructor(pty: PtyPair) {
    this.pty = pty;
  }

  static async open(): Promise<ScriptedRelay> {
    return new ScriptedRelay(await ptyPair());
  }

  /** The end that a holder opens. */
  get path(): string {
    return this.pty.path;
  }

  /** The channels that are on, now that everything that came is obeyed. */
  drawn(): readonly number[] {
    this.#obey();
    return [...this.#drawn].sort((one, other) => one - other);
  }

  /** Resolves once it is as wished; says how it is where it never is. */
  async until(wish: (relay: ScriptedRelay) => boolean): Promise<void> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    for (;;) {
      this.#obey();
      if (wish(this)) return;
      if (performance.now() > deadlineMs)
        throw new Error(
          `waited in vain; on are ${[...this.#drawn].join(", ") || "none"}, ${JSON.stringify(this.changes)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  untilDrawn(channels: readonly number[]): Promise<void> {
    return this.until((relay) => JSON.stringify(relay.drawn()) === JSON.stringify(channels));
  }

  #obey(): void {
    this.#rest = Buffer.concat([this.#rest, Buffer.from(this.pty.received(), "latin1")]);
    while (this.#rest.length >= FRAME_BYTES) {
      const [start, channel = 0, state = 0, sum] = this.#rest;
      this.#rest = this.#rest.subarray(FRAME_BYTES);
      if (start !== START || sum !== ((START + channel + state) & 0xff)) throw new Error("the relay was told nonsense");
      this.commands += 1;
      const on = state === 1;
      if (this.#drawn.has(channel) === on) continue;
      if (on) this.#drawn.add(channel);
      else this.#drawn.delete(channel);
      this.changes.push({ atMs: performance.now(), channel, on });
    }
  }
}
