import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** Somebody comes while the gate may be online; the service takes its time. */
export class ScansOnline implements UploadCommand {
  readonly #thereMs: number;

  constructor(thereMs: number) {
    this.#thereMs = thereMs;
  }

  check(): boolean {
    return true;
  }

  async run(model: UploadModel, world: World): Promise<void> {
    world.weathers.ask = { kind: "fair", thereMs: this.#thereMs };
    await world.read(model.nextTicket());
    compare(world);
  }

  toString(): string {
    return `scansOnline(${this.#thereMs} ms)`;
  }
}
