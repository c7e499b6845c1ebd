import type { World } from "../../world/world.js";
import type { GateCommand } from "./command.js";

/** Nothing is done for a while. */
export class TimePasses implements GateCommand {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(_: unknown, { time }: World): Promise<void> {
    await time.advance(this.#ms);
  }

  toString(): string {
    return `pass(${this.#ms} ms)`;
  }
}
