import type { StorageErrorCode } from "../../../src/index.js";
import type { StoreWrite } from "../../../src/testing/index.js";
import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** The disk refuses some writes to come. */
export class DiskFails implements GateCommand {
  readonly #write: StoreWrite;
  readonly #code: StorageErrorCode;
  readonly #times: number;

  constructor(write: StoreWrite, code: StorageErrorCode, times: number) {
    this.#write = write;
    this.#code = code;
    this.#times = times;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    world.run.store.failNext(this.#write, this.#code, this.#times);
  }

  toString(): string {
    return `diskFails(${this.#write}, ${this.#code}, ${this.#times} times)`;
  }
}
