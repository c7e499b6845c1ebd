import { expect } from "vitest";
import type { World } from "../../world/world.js";
import { compare, type LifecycleCommand, type LifecycleModel } from "./model.js";

/** An operator does not want to wait. */
export class Retry implements LifecycleCommand {
  check(): boolean {
    return true;
  }

  async run(model: LifecycleModel, world: World): Promise<void> {
    const { calls, canRetry } = model;
    if (canRetry) model.due = null;
    world.run.scanner.commands.retry();
    await world.time.settle();
    expect(model.calls > calls).toBe(canRetry);
    compare(model, world);
  }

  toString(): string {
    return "retry";
  }
}
