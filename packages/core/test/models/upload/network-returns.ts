import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** The endpoint can be reached again, and some time passes. */
export class NetworkReturns implements UploadCommand {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(_: UploadModel, world: World): Promise<void> {
    world.weathers.ask = { kind: "fair" };
    world.weathers.device = { kind: "fair" };
    await world.time.advance(this.#ms);
    compare(world);
  }

  toString(): string {
    return `networkReturns(${this.#ms} ms)`;
  }
}
