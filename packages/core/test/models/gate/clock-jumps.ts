import type { World } from "../../world/world.js";
import type { GateCommand } from "./command.js";

/** Somebody, or a time server, sets the wall clock. */
export class ClockJumps implements GateCommand {
  readonly #byMs: number;

  constructor(byMs: number) {
    this.#byMs = byMs;
  }

  check(): boolean {
    return true;
  }

  async run(_: unknown, { time }: World): Promise<void> {
    time.jumpWall(this.#byMs);
  }

  toString(): string {
    return `jump(${this.#byMs} ms)`;
  }
}
