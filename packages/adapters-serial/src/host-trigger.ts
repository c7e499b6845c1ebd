import type { Time } from "@usher/core";
import type { CommandSet } from "./commands.js";
import { LIMITS } from "./limits.js";

/**
 * A finger on the trigger. A scanner lets go by itself after a read, and after a while without one, so it is pulled anew after
 * each read and every {@link LIMITS.pullMs}.
 */
export class HostTrigger {
  readonly #commands: NonNullable<CommandSet["trigger"]>;
  readonly #time: Time;
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  #cancel: (() => void) | null = null;
  #released = false;

  constructor(commands: NonNullable<CommandSet["trigger"]>, time: Time, write: (bytes: Uint8Array) => Promise<void>) {
    this.#commands = commands;
    this.#time = time;
    this.#write = write;
  }

  pull(): void {
    this.#cancel?.();
    if (this.#released) return;
    this.#cancel = this.#time.after(LIMITS.pullMs, () => this.pull());
    void this.#write(this.#commands.start);
  }

  /** Pulls no more; for a scanner that is gone. */
  stop(): void {
    this.#released = true;
    this.#cancel?.();
  }

  /** Lets go, and waits until that is written, but not for long: a scanner that takes nothing does not hold up a close. */
  async release(): Promise<void> {
    if (this.#released) return;
    this.stop();
    await new Promise<void>((resolve) => {
      const cancel = this.#time.after(LIMITS.releaseMs, resolve);
      void this.#write(this.#commands.stop).finally(() => {
        cancel();
        resolve();
      });
    });
  }
}
