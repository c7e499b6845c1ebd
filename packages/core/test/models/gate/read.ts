import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** Somebody holds a ticket before a lane's scanner. */
export class Read implements GateCommand {
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
    await world.read(this.#token, this.#lane);
  }

  toString(): string {
    return `read(${this.#token}, lane ${this.#lane})`;
  }
}
