import { SeededRandom } from "./virtual-time.js";

/** Chance that a seed repeats, as whole days are drawn from it. */
export class Chance extends SeededRandom {
  /** Whether something of this probability happens now. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }
}
