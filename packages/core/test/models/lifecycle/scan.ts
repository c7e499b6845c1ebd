import { expect } from "vitest";
import { ticket, type World } from "../../world/world.js";
import { compare, type LifecycleCommand, type LifecycleModel } from "./model.js";

/** A ticket nobody has scanned yet, valid for all who know it. Whether it may pass depends on the device alone. */
export class Scan implements LifecycleCommand {
  check(): boolean {
    return true;
  }

  async run(model: LifecycleModel, world: World): Promise<void> {
    const { history, time } = world;
    const unanswered = history.of("read").length - history.of("verdict").length;
    const { phase, online } = model;
    const asked = history.of("asked").length;
    await world.read(ticket(history.of("read").length + 1));
    if (unanswered === 0) {
      expect(history.of("asked").length - asked).toBe(phase === "operating" && online ? 1 : 0);
      const verdict = history.of("verdict").at(-1)?.verdict;
      if (phase !== "operating") expect(verdict).toMatchObject({ decision: "deny", status: "NOT_CONFIGURED" });
      else if (!online) expect(verdict).toMatchObject({ decision: "permit", source: "offline" });
    }
    await time.settle();
    compare(model, world);
  }

  toString(): string {
    return "scan";
  }
}
