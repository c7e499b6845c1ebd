import type { Weather, Weathers } from "../../world/wire.js";
import type { World } from "../../world/world.js";
import type { GateCommand } from "./command.js";

/** The network, or the service behind it, changes for some kinds of calls; and then nothing is done for a while. */
export class WeatherChanges implements GateCommand {
  readonly #of: readonly (keyof Weathers)[];
  readonly #weather: Weather;
  readonly #thenMs: number;

  constructor(of: readonly (keyof Weathers)[], weather: Weather, thenMs = 0) {
    this.#of = of;
    this.#weather = weather;
    this.#thenMs = thenMs;
  }

  check(): boolean {
    return true;
  }

  async run(_: unknown, { weathers, time }: World): Promise<void> {
    for (const call of this.#of) weathers[call] = this.#weather;
    await time.advance(this.#thenMs);
  }

  toString(): string {
    return `weather(${this.#of.join(" ")}, ${JSON.stringify(this.#weather)}, ${this.#thenMs} ms)`;
  }
}
