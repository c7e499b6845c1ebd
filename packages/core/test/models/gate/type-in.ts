import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** A steward types a ticket in. */
export class TypeIn implements GateCommand {
  readonly #token: string;
  readonly #lane: string;

  constructor(token: string, lane: string) {
    this.#token = token;
    this.#lane = lane;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    await world.type(this.#token, this.#lane);
  }

  toString(): string {
    return `type(${this.#token}, lane ${this.#lane})`;
  }
}
