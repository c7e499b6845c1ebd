/** Scans of one ticket go one after another, across lanes: whoever comes second sees what became of the first. */
export class TicketTurns {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs `work` when the scans of this ticket that came before are done; at once where there are none. */
  async take(ticketKey: string, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(ticketKey);
    const mine = before === undefined ? work() : before.then(work, work);
    this.#last.set(ticketKey, mine);
    try {
      await mine;
    } finally {
      if (this.#last.get(ticketKey) === mine) this.#last.delete(ticketKey);
    }
  }
}
