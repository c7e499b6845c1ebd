import type { Time } from "@usher/core";

/** What a light tower can show. */
export type Light = "permit" | "deny" | "idle";

/** What lights are made of. A light without a channel is not there. */
export interface LightsParts {
  readonly time: Time;
  readonly channels: { readonly [Name in Light]?: number | undefined };
  /** How long a verdict is shown. */
  readonly lightMs: number;
  readonly want: (channel: number, on: boolean) => void;
}

/** A light tower: the newest verdict for a while, and between verdicts that the gate is ready. One light at a time. */
export class Lights {
  readonly #parts: LightsParts;
  #shown: Light = "idle";
  #cancel: () => void = () => undefined;

  constructor(parts: LightsParts) {
    this.#parts = parts;
    this.#switch("idle", true);
  }

  show(verdict: "permit" | "deny"): void {
    this.#cancel();
    this.#change(verdict);
    this.#cancel = this.#parts.time.after(this.#parts.lightMs, () => this.#change("idle"));
  }

  end(): void {
    this.#cancel();
  }

  #change(light: Light): void {
    if (light === this.#shown) return;
    this.#switch(this.#shown, false);
    this.#shown = light;
    this.#switch(light, true);
  }

  #switch(light: Light, on: boolean): void {
    const channel = this.#parts.channels[light];
    if (channel !== undefined) this.#parts.want(channel, on);
  }
}
