import type { World } from "../../world/world.js";
import type { GateCommand } from "./command.js";

/** The venue moves the device to another gate. */
export class RegistrationChanges implements GateCommand {
  readonly #gateId: number;

  constructor(gateId: number) {
    this.#gateId = gateId;
  }

  check(): boolean {
    return true;
  }

  async run(_: unknown, { venue }: World): Promise<void> {
    venue.gateId = this.#gateId;
  }

  toString(): string {
    return `gateId(${this.#gateId})`;
  }
}
