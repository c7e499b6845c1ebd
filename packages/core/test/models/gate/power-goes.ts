import type { Crossing } from "../../world/wire.js";
import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** The power goes: now, or as the next request crosses with it, before or after the service has acted on that. */
export class PowerGoes implements GateCommand {
  readonly #when: "now" | Crossing;

  constructor(when: "now" | Crossing) {
    this.#when = when;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    if (this.#when === "now") world.kill();
    else world.crashAt(this.#when);
  }

  toString(): string {
    return `powerGoes(${this.#when})`;
  }
}
