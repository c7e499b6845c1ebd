/** Lets the calls to a device have their turns: one begins when the one before is over, and one that fails fails alone. */
export class Turns {
  readonly #limit: number;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** At most `limit` calls wait or are under way: a device that left so many lie takes none at all, and more would only pile up. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Does the work when it is its turn. Rejects as the work does, and at once where too many wait. */
  async take<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#waiting >= this.#limit) throw new Error("the device takes nothing that is written to it");
    this.#waiting += 1;
    const mine = this.#last.catch(() => undefined).then(work);
    this.#last = mine;
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves when all that has been taken so far is over. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }
}
