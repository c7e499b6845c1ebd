import type { Weather, Weathers } from "../../world/wire.js";
import type { World } from "../../world/world.js";
import type { GateCommand } from "./command.js";

/** The network, or the service behind it, changes for some kinds of calls. */
export class WeatherChanges implements GateCommand {
  readonly #of: readonly (keyof Weathers)[];
  readonly #weather: Weather;

  constructor(of: readonly (keyof Weathers)[], weather: Weather) {
    this.#of = of;
    this.#weather = weather;
  }

  check(): boolean {
    return true;
  }

  async run(_: unknown, { weathers }: World): Promise<void> {
    for (const call of this.#of) weathers[call] = this.#weather;
  }

  toString(): string {
    return `weather(${this.#of.join(" ")}, ${JSON.stringify(this.#weather)})`;
  }
}
