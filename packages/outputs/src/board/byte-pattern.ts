/** Looks for a row of bytes in a stream that comes in pieces. Holds no more of it than the row is long. */
export class BytePattern {
  readonly #pattern: Uint8Array;
  #tail: number[] = [];

  constructor(pattern: Uint8Array) {
    this.#pattern = pattern;
  }

  /** How often the row ends within these bytes. Two rows never share a byte. */
  count(bytes: Uint8Array): number {
    let count = 0;
    for (const byte of bytes) {
      this.#tail.push(byte);
      if (this.#tail.length > this.#pattern.length) this.#tail.shift();
      if (this.#tail.length < this.#pattern.length || this.#tail.some((held, index) => held !== this.#pattern[index]))
        continue;
      this.#tail = [];
      count += 1;
    }
    return count;
  }
}
