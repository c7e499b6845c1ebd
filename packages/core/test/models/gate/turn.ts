import type { Direction } from "../../../src/index.js";
import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** The gate is turned around. */
export class Turn implements GateCommand {
  readonly #direction: Direction;

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    world.turn(this.#direction);
  }

  toString(): string {
    return `turn(${this.#direction})`;
  }
}
