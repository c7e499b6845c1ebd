import { DEVICE } from "../../gate.js";
import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** The hardware is swapped, its disk is not: the gate starts as another device, with the queue of the first. */
export class BecomesAnotherDevice implements UploadCommand {
  readonly #number: number;

  constructor(number: number) {
    this.#number = number;
  }

  check(): boolean {
    return true;
  }

  async run(_: UploadModel, world: World): Promise<void> {
    world.identity = { ...DEVICE, mac: `02:00:00:00:00:0${this.#number}` };
    await world.stop();
    await world.boot();
    compare(world);
  }

  toString(): string {
    return `becomesDevice(${this.#number})`;
  }
}
