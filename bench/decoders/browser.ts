/** What the peers find of a browser: timers that run when a bench moves the time on, and no console. */
export class Browser {
  nowMs = 0;
  /** What timers threw: a browser says so in its console and goes on. */
  readonly errors: string[] = [];
  readonly #timers = new Map<
    number,
    { readonly atMs: number; readonly everyMs: number | null; readonly fn: () => void }
  >();
  #lastId = 0;

  readonly performance = { now: (): number => this.nowMs };

  readonly setTimeout = (fn: () => void, ms: number): number => this.#add(fn, ms, null);
  readonly setInterval = (fn: () => void, ms: number): number => this.#add(fn, ms, ms);
  readonly clear = (id: number): void => void this.#timers.delete(id);

  /** Moves the time on, and runs what is due, in its order. */
  advance(ms: number): void {
    const endMs = this.nowMs + ms;
    for (let next = this.#next(endMs); next !== null; next = this.#next(endMs)) {
      const [id, { atMs, everyMs, fn }] = next;
      this.#timers.delete(id);
      this.nowMs = Math.max(this.nowMs, atMs);
      if (everyMs !== null) this.#timers.set(id, { atMs: atMs + everyMs, everyMs, fn });
      try {
        fn();
      } catch (error) {
        this.errors.push(String(error));
      }
    }
    this.nowMs = endMs;
  }

  #add(fn: () => void, ms: number, everyMs: number | null): number {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { atMs: this.nowMs + ms, everyMs, fn });
    return this.#lastId;
  }

  #next(
    endMs: number,
  ): [number, { readonly atMs: number; readonly everyMs: number | null; readonly fn: () => void }] | null {
    let next = null;
    let nextMs = endMs;
    for (const entry of this.#timers) {
      if (entry[1].atMs > nextMs || (next !== null && entry[1].atMs === nextMs)) continue;
      next = entry;
      nextMs = entry[1].atMs;
    }
    return next;
  }
}
