import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** The venue moves the device to another gate, and somebody has it registered anew where that can be done. */
export class MovesToGate implements UploadCommand {
  readonly #gateId: number;

  constructor(gateId: number) {
    this.#gateId = gateId;
  }

  check(): boolean {
    return true;
  }

  async run(_: UploadModel, world: World): Promise<void> {
    world.venue.gateId = this.#gateId;
    world.run.scanner.commands.reconfigure();
    await world.time.advance(5);
    compare(world);
  }

  toString(): string {
    return `movesToGate(${this.#gateId})`;
  }
}
