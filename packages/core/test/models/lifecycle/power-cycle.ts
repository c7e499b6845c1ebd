import type { World } from "../../world/world.js";
import { compare, type LifecycleCommand, type LifecycleModel } from "./model.js";

/** The device loses its power and starts again. */
export class PowerCycle implements LifecycleCommand {
  check(): boolean {
    return true;
  }

  async run(model: LifecycleModel, world: World): Promise<void> {
    world.kill();
    model.restart();
    await world.boot();
    compare(model, world);
  }

  toString(): string {
    return "powerCycle";
  }
}
