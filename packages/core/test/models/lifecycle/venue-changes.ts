import type { World } from "../../world/world.js";
import type { LifecycleCommand, LifecycleModel } from "./model.js";

/** The venue's technicians move the device to a gate, or take it out of their list. */
export class VenueChanges implements LifecycleCommand {
  readonly #gateId: number | null;

  constructor(gateId: number | null) {
    this.#gateId = gateId;
  }

  check(): boolean {
    return true;
  }

  async run(_: LifecycleModel, { venue }: World): Promise<void> {
    venue.knowsDevices = this.#gateId !== null;
    venue.gateId = this.#gateId ?? venue.gateId;
  }

  toString(): string {
    return `venue(${this.#gateId === null ? "knows no device" : `gate ${this.#gateId}`})`;
  }
}
