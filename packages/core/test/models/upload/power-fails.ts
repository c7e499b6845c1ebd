import type { Crossing } from "../../world/wire.js";
import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** The power fails, at once or as the next request crosses with it, and is back within a minute. */
export class PowerFails implements UploadCommand {
  readonly #when: "now" | Crossing;

  constructor(when: "now" | Crossing) {
    this.#when = when;
  }

  check(): boolean {
    return true;
  }

  async run(_: UploadModel, world: World): Promise<void> {
    if (this.#when !== "now") {
      world.crashAt(this.#when);
      await world.time.advance(60_000);
    }
    if (world.isRunning) world.kill();
    await world.boot();
    compare(world);
  }

  toString(): string {
    return `powerFails(${this.#when})`;
  }
}
