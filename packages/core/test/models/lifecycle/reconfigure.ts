import { expect } from "vitest";
import type { World } from "../../world/world.js";
import { compare, type LifecycleCommand, type LifecycleModel } from "./model.js";

/** An operator has the device registered anew. */
export class Reconfigure implements LifecycleCommand {
  check(): boolean {
    return true;
  }

  async run(model: LifecycleModel, world: World): Promise<void> {
    const operating = model.phase === "operating";
    const expected = operating ? (model.online ? "accepted" : "offline") : "notOperating";
    if (expected === "accepted") model.reconfigure();
    expect(world.run.scanner.commands.reconfigure()).toBe(expected);
    await world.time.settle();
    compare(model, world);
  }

  toString(): string {
    return "reconfigure";
  }
}
