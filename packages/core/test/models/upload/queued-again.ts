import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** An operator queues a quarantined scan again, mended or not. */
export class QueuedAgain implements UploadCommand {
  readonly #which: number;

  constructor(which: number) {
    this.#which = which;
  }

  check(): boolean {
    return true;
  }

  async run(_: UploadModel, world: World): Promise<void> {
    const quarantined = world.run.store.quarantined();
    const scan = quarantined[this.#which % Math.max(1, quarantined.length)];
    if (scan !== undefined) world.run.scanner.commands.requeue(scan.scanId);
    await world.time.settle();
    compare(world);
  }

  toString(): string {
    return `queuedAgain(${this.#which})`;
  }
}
