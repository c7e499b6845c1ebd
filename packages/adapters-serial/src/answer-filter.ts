import type { Answer } from "./commands.js";
import { LIMITS } from "./limits.js";

/**
 * Takes the answers to commands out of what a scanner sends: they end in no line's end, and would become the head of the next
 * read. What only looked like the beginning of one is passed on; one that does not end within {@link LIMITS.answerBytes} or
 * {@link LIMITS.answerMs} is given up, so that no read after it is lost.
 */
export class AnswerFilter {
  readonly #answer: Answer;
  /** Bytes of what may be an answer, so far. */
  #held: number[] = [];
  #sinceMs = 0;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  /** What of these bytes, and of those held back before, is no answer. */
  take(bytes: Uint8Array, nowMs: number): Uint8Array {
    const passed: number[] = [];
    if (nowMs - this.#sinceMs > LIMITS.answerMs) this.#giveUp(passed);
    for (const byte of bytes) this.#takeByte(byte, nowMs, passed);
    return Uint8Array.from(passed);
  }

  #takeByte(byte: number, nowMs: number, passed: number[]): void {
    const { begin, end } = this.#answer;
    if (this.#held.length === 0) this.#sinceMs = nowMs;
    this.#held.push(byte);
    // No first byte of an answer stands within its own beginning again, so a beginning that fails can only restart at this byte.
    if (this.#held.length <= begin.length && begin[this.#held.length - 1] !== byte) {
      this.#held.pop();
      passed.push(...this.#held.splice(0));
      if (byte === begin[0]) this.#held.push(byte);
      else passed.push(byte);
      return;
    }
    const ended = this.#held.length >= begin.length + end.length && endsWith(this.#held, end);
    if (ended || this.#held.length > LIMITS.answerBytes) this.#held = [];
  }

  #giveUp(passed: number[]): void {
    const held = this.#held.splice(0);
    if (held.length < this.#answer.begin.length) passed.push(...held);
  }
}

function endsWith(bytes: readonly number[], end: Uint8Array): boolean {
  return end.every((byte, index) => bytes[bytes.length - end.length + index] === byte);
}
