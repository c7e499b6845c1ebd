import { SSI } from "@usher/decoders";
import { vi } from "vitest";
import type { PtyPair } from "../src/testing/index.js";

const DECODER = 0;
const CODE_128 = 0x03;
const RETRANSMIT = 0x01;
const TRIES = 3;

/** A scanner that speaks SSI at the far end of a PTY: it waits for an acknowledgement of each packet, and sends again without one. */
export class SsiScanner {
  readonly #pty: PtyPair;
  readonly #received: number[] = [];
  #garble = false;
  #miss = false;
  readonly #answers: number[] = [];
  /** What the host sent, but for its acknowledgements: operation code and data of each. */
  readonly #commands: number[][] = [];

  constructor(pty: PtyPair) {
    this.#pty = pty;
  }

  garbleNext(): void {
    this.#garble = true;
  }

  missNextAnswer(): void {
    this.#miss = true;
  }

  /** Sends a read; resolves to what the host answered, try by try. */
  async scan(text: string): Promise<readonly number[]> {
    const answers: number[] = [];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const data = [CODE_128, ...Buffer.from(text, "latin1")];
      const sent = packet(SSI.decodeData, data, attempt === 0 ? 0 : RETRANSMIT);
      if (this.#garble) sent[5] = (sent[5] ?? 0) ^ 0xff;
      this.#garble = false;
      this.#pty.write(sent);
      const answer = await this.#answer();
      answers.push(answer);
      const missed = this.#miss;
      this.#miss = false;
      if (answer === SSI.acknowledge && !missed) break;
    }
    return answers;
  }

  commands(): readonly (readonly number[])[] {
    this.#listen();
    return this.#commands;
  }

  #answer(): Promise<number> {
    return vi.waitFor(
      () => {
        this.#listen();
        const answer = this.#answers.shift();
        if (answer === undefined) throw new Error("the host did not answer");
        return answer;
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  /** Takes what the host sent so far, packet by packet, and acknowledges its commands. */
  #listen(): void {
    this.#received.push(...Buffer.from(this.#pty.received(), "latin1"));
    for (;;) {
      const [length = Infinity, opcode = 0] = this.#received;
      if (this.#received.length < length + 2) return;
      const taken = this.#received.splice(0, length + 2);
      if (opcode === SSI.acknowledge || opcode === SSI.refuse) this.#answers.push(opcode);
      else {
        this.#commands.push([opcode, ...taken.slice(4, -2)]);
        this.#pty.write(packet(SSI.acknowledge, [], 0));
      }
    }
  }
}

function packet(opcode: number, data: readonly number[], status: number): Buffer {
  const bytes = [4 + data.length, opcode, DECODER, status, ...data];
  const checksum = -bytes.reduce((sum, byte) => sum + byte, 0) & 0xffff;
  return Buffer.from([...bytes, checksum >> 8, checksum & 0xff]);
}
