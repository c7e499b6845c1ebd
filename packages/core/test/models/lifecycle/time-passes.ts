import type { World } from "../../world/world.js";
import { compare, type LifecycleCommand, type LifecycleModel } from "./model.js";

/** Time passes, and at every moment of it the device is what it must be. */
export class TimePasses implements LifecycleCommand {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(model: LifecycleModel, world: World): Promise<void> {
    const stepMs = Math.max(1, this.#ms / 20);
    for (let passedMs = 0; passedMs < this.#ms; passedMs += stepMs) {
      await world.time.advance(stepMs);
      compare(model, world);
    }
  }

  toString(): string {
    return `pass(${this.#ms} ms)`;
  }
}
