/** Finds a row of bytes in a stream, one byte at a time, also where the row begins with a part of itself (CR CR LF). */
export class BytePattern {
  readonly #pattern: Uint8Array;
  /** For each count of matched bytes, how many are still matched when the next one does not fit (Knuth, Morris and Pratt). */
  readonly #fallback: readonly number[];
  #matched = 0;

  constructor(pattern: Uint8Array) {
    this.#pattern = pattern;
    this.#fallback = fallbackOf(pattern);
  }

  get length(): number {
    return this.#pattern.length;
  }

  /** Whether this byte completes the pattern. */
  take(byte: number): boolean {
    while (this.#matched > 0 && this.#pattern[this.#matched] !== byte)
      this.#matched = this.#fallback[this.#matched] ?? 0;
    if (this.#pattern[this.#matched] === byte) this.#matched += 1;
    if (this.#matched < this.#pattern.length) return false;
    this.#matched = 0;
    return true;
  }

  reset(): void {
    this.#matched = 0;
  }
}

function fallbackOf(pattern: Uint8Array): readonly number[] {
  const fallback = [0, 0];
  let matched = 0;
  for (let index = 1; index < pattern.length; index += 1) {
    while (matched > 0 && pattern[index] !== pattern[matched]) matched = fallback[matched] ?? 0;
    if (pattern[index] === pattern[matched]) matched += 1;
    fallback.push(matched);
  }
  return fallback;
}
