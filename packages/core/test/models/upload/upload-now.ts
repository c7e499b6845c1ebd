import type { World } from "../../world/world.js";
import { compare, type UploadCommand, type UploadModel } from "./model.js";

/** An operator does not want to wait. */
export class UploadNow implements UploadCommand {
  check(): boolean {
    return true;
  }

  async run(_: UploadModel, world: World): Promise<void> {
    world.run.scanner.commands.uploadNow();
    await world.time.settle();
    compare(world);
  }

  toString(): string {
    return "uploadNow";
  }
}
