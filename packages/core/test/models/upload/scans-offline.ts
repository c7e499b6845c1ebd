import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** The network is gone, and people are let in; who tries twice is denied. */
export class ScansOffline implements UploadCommand {
  readonly #tickets: number;
  readonly #twice: boolean;
  readonly #malformed: boolean;

  constructor(tickets: number, twice: boolean, malformed: boolean) {
    this.#tickets = tickets;
    this.#twice = twice;
    this.#malformed = malformed;
  }

  check(): boolean {
    return true;
  }

  async run(model: UploadModel, world: World): Promise<void> {
    world.weathers.ask = { kind: "cut" };
    world.weathers.device = { kind: "cut" };
    for (let count = 0; count < this.#tickets; count++) {
      const token = (this.#malformed && count === 0 && model.malformedTicket()) || model.nextTicket();
      for (const malformed of model.malformed) world.venue.malformed.add(malformed);
      await world.read(token);
      if (this.#twice) await world.read(token);
    }
    compare(world);
  }

  toString(): string {
    const words = [this.#twice && "each twice", this.#malformed && "one malformed"].filter(Boolean);
    return `scansOffline(${[this.#tickets, ...words].join(", ")})`;
  }
}
