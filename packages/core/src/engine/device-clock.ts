import { LIMITS } from "../domain/limits.js";
import type { Time } from "../ports/time.js";
import type { Alarms } from "./alarms.js";

/**
 * Whether this device's wall clock can be right (promise P12). It is plainly wrong where it says a time that has passed already (before
 * the build, before the last journal entry, before it last agreed with the service), or is too far from the service's. Only the
 * service's word settles it: what seemed to have passed may itself have been written by a wrong clock.
 */
export class DeviceClock {
  readonly #time: Pick<Time, "wallMs">;
  readonly #alarms: Alarms;
  #passed = { atMs: -Infinity, what: "" };
  #skewMs: number | null = null;

  /** `builtAtMs`: when this software was built, where that is known. */
  constructor(time: Pick<Time, "wallMs">, alarms: Alarms, builtAtMs = -Infinity) {
    this.#time = time;
    this.#alarms = alarms;
    this.#notePassed(builtAtMs, "the build of its software");
  }

  /** How far the service's clock was ahead of ours when last seen; null before that. */
  get skewMs(): number | null {
    return this.#skewMs;
  }

  /** Takes note of the newest entry of the last run, null where there is none. */
  noteJournal(lastEntryAtMs: number | null): void {
    if (lastEntryAtMs !== null) this.#notePassed(lastEntryAtMs, "its own last journal entry");
    this.isPlainlyWrong();
  }

  /** Takes note of what time it is for the service, where it tells. */
  noteService(serviceTimeMs: number | null): void {
    if (serviceTimeMs === null || !Number.isFinite(serviceTimeMs)) return;
    const nowMs = this.#time.wallMs();
    this.#skewMs = serviceTimeMs - nowMs;
    if (!isFar(this.#skewMs)) this.#passed = { atMs: nowMs - LIMITS.clockSkewMs, what: "the time that it said before" };
    this.isPlainlyWrong();
  }

  /** Looks at the clock as it is now, and raises or clears the alarm. */
  isPlainlyWrong(): boolean {
    const trouble = this.#trouble();
    this.#alarms.set("CLOCK_WRONG", trouble === null ? null : `This device's clock ${trouble}: set it`);
    return trouble !== null;
  }

  #trouble(): string | null {
    if (this.#skewMs !== null && isFar(this.#skewMs))
      return `is ${Math.round(Math.abs(this.#skewMs) / 1000)} s ${this.#skewMs > 0 ? "behind" : "ahead of"} the service's`;
    return this.#time.wallMs() < this.#passed.atMs ? `is behind ${this.#passed.what}` : null;
  }

  #notePassed(atMs: number, what: string): void {
    if (atMs > this.#passed.atMs) this.#passed = { atMs, what };
  }
}

function isFar(skewMs: number): boolean {
  return Math.abs(skewMs) > LIMITS.clockSkewMs;
}
