import type { PtyPair } from "@usher/adapters-serial/testing";
import type { Chance } from "@usher/core/testing";

/** How many of the last tickets are shown again. */
const REMEMBERED = 30;
/** Between two scans of one lane, at most. */
const PAUSE_MS = 25;

const STRANGERS = 0.05;
const NEW_COMERS = { enter: 0.6, exit: 0.1 };

/** People who scan at two lanes: who enters, who leaves, who tries twice, who has no ticket. */
export class People {
  readonly #chance: Chance;
  readonly #tickets: readonly string[];
  readonly #recent: string[] = [];
  #sold = 0;
  /** How many tickets were held to a scanner. */
  shown = 0;

  constructor(chance: Chance, tickets: readonly string[]) {
    this.#chance = chance;
    this.#tickets = tickets;
  }

  /** Scans at both lanes at once, each at its own pace, until it is told to stop. */
  scanAt(lanes: { readonly enter: PtyPair; readonly exit: PtyPair }): { readonly stop: () => void } {
    const timers = new Map<string, NodeJS.Timeout>();
    const scan = (lane: "enter" | "exit"): void => {
      lanes[lane].write(`${this.#ticketFor(lane)}\r`);
      this.shown += 1;
      timers.set(
        lane,
        setTimeout(() => scan(lane), this.#chance.between(1, PAUSE_MS)),
      );
    };
    scan("enter");
    scan("exit");
    return { stop: () => timers.forEach((timer) => clearTimeout(timer)) };
  }

  #ticketFor(lane: "enter" | "exit"): string {
    if (this.#chance.happens(STRANGERS)) return `STRANGER-${this.#chance.between(1, 1_000_000)}`;
    const isNew = this.#recent.length === 0 || this.#chance.happens(NEW_COMERS[lane]);
    if (!isNew) return this.#chance.pick(this.#recent);
    const ticket = this.#tickets[this.#sold++ % this.#tickets.length] ?? "";
    this.#recent.push(ticket);
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
    return ticket;
  }
}
