import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** Nothing is done for a while. */
export class TimePasses implements UploadCommand {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(_: UploadModel, world: World): Promise<void> {
    await world.time.advance(this.#ms);
    compare(world);
  }

  toString(): string {
    return `pass(${this.#ms} ms)`;
  }
}
