import type { Weather } from "../../world/wire.js";
import type { World } from "../../world/world.js";
import type { UploadCommand, UploadModel } from "./model.js";

/** How uploads fare from now on. */
export class UploadsFare implements UploadCommand {
  readonly #weather: Weather | "malformed";

  /** `"malformed"`: the service finds fault with the format of every upload. */
  constructor(weather: Weather | "malformed") {
    this.#weather = weather;
  }

  check(): boolean {
    return true;
  }

  async run(_: UploadModel, { venue, weathers }: World): Promise<void> {
    venue.refusesFormat = this.#weather === "malformed";
    weathers.upload = this.#weather === "malformed" ? { kind: "fair" } : this.#weather;
  }

  toString(): string {
    return `uploadsFare(${JSON.stringify(this.#weather)})`;
  }
}
