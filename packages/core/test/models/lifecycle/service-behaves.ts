import type { Weather } from "../../world/wire.js";
import type { World } from "../../world/world.js";
import { compare, type LifecycleCommand, type LifecycleModel } from "./model.js";

/** The ways of a service, or of the network before it. */
export const WAYS = {
  answers: { kind: "fair" },
  answersSlowly: { kind: "fair", thereMs: 2_000, backMs: 2_000 },
  refuses: { kind: "says", status: "BAD_REQUEST" },
  refusesTheKey: { kind: "unauthorised" },
  makesNoSense: { kind: "senseless", retryAfterMs: null },
  isSilent: { kind: "lost", half: "request" },
  forgetsToAnswer: { kind: "lost", half: "answer" },
  isGone: { kind: "cut" },
} as const satisfies Record<string, Weather>;

/** From now on the service behaves so. */
export class ServiceBehaves implements LifecycleCommand {
  readonly #way: keyof typeof WAYS;

  constructor(way: keyof typeof WAYS) {
    this.#way = way;
  }

  check(): boolean {
    return true;
  }

  async run(model: LifecycleModel, world: World): Promise<void> {
    const weather = WAYS[this.#way];
    Object.assign(world.weathers, { device: weather, ask: weather, upload: weather });
    compare(model, world);
  }

  toString(): string {
    return `service(${this.#way})`;
  }
}
