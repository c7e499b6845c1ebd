import { randomBytes } from "node:crypto";
import type { Time } from "@usher/core";
import { LIMITS } from "../limits.js";

/** The operators who are logged in. Held in memory: a restart logs everybody out. */
export class Sessions {
  readonly #time: Time;
  /** Session ids with the time of their last use, the one longest idle first. */
  readonly #lastUsedMs = new Map<string, number>();

  constructor(time: Time) {
    this.#time = time;
  }

  /** Logs an operator in. The id is the secret that his cookie holds. */
  open(): string {
    const id = randomBytes(32).toString("base64url");
    this.#lastUsedMs.set(id, this.#time.monotonicMs());
    if (this.#lastUsedMs.size > LIMITS.sessions) {
      const [idlest] = this.#lastUsedMs.keys();
      if (idlest !== undefined) this.#lastUsedMs.delete(idlest);
    }
    return id;
  }

  /** Whether this session stands; using it keeps it alive. */
  use(id: string | null): boolean {
    if (id === null) return false;
    const lastUsedMs = this.#lastUsedMs.get(id);
    if (lastUsedMs === undefined) return false;
    const nowMs = this.#time.monotonicMs();
    this.#lastUsedMs.delete(id);
    if (nowMs - lastUsedMs > LIMITS.sessionIdleMs) return false;
    this.#lastUsedMs.set(id, nowMs);
    return true;
  }

  /** Logs an operator out. */
  close(id: string | null): void {
    if (id !== null) this.#lastUsedMs.delete(id);
  }
}
