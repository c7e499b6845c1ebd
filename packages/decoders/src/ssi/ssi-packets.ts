import { LIMITS } from "../limits.js";
import { SSI_CHECKSUM_BYTES, ssiChecksum, SSI_DECODER, SSI_HEADER_BYTES, type SsiPacket } from "./ssi-packet.js";

/** No scanner says anything below this, and the zeros and digits within a packet stay below it. */
const LOWEST_OPCODE = 0x73;

/** What is heard on the line: a whole packet, or one with a wrong checksum. */
export interface SsiListener {
  packet(packet: SsiPacket): void;
  garbled(): void;
}

/**
 * Finds the packets in a stream of bytes that may begin anywhere. What can't be the beginning of a packet is noise; where a
 * checksum is wrong, the search goes on from the byte after the supposed beginning, so that a good packet behind noise is found.
 */
export class SsiPackets {
  readonly #held = new Uint8Array(LIMITS.ssiPacketBytes);
  readonly #listener: SsiListener;
  #length = 0;
  #noise = 0;

  constructor(listener: SsiListener) {
    this.#listener = listener;
  }

  /** Whether a packet has begun and is not whole. */
  get isOpen(): boolean {
    return this.#length > 0;
  }

  take(byte: number): void {
    this.#held[this.#length] = byte;
    this.#length += 1;
    while (this.#length > 0) {
      if (this.#isNoise()) this.#shift();
      else if (this.#length < this.#wanted()) return;
      else if (this.#isWhole()) this.#deliver();
      else {
        this.#listener.garbled();
        this.#shift();
      }
    }
  }

  /** Gives the begun packet up: from here on a new one is looked for. */
  giveUp(): void {
    this.#noise += this.#length;
    this.#length = 0;
  }

  /** How many bytes were noise since this was last asked. */
  takeNoise(): number {
    const noise = this.#noise;
    this.#noise = 0;
    return noise;
  }

  #isNoise(): boolean {
    const [length = 0, opcode = 0, source = 0] = this.#held;
    if (length < SSI_HEADER_BYTES) return true;
    return (this.#length > 1 && opcode < LOWEST_OPCODE) || (this.#length > 2 && source !== SSI_DECODER);
  }

  #wanted(): number {
    return (this.#held[0] ?? 0) + SSI_CHECKSUM_BYTES;
  }

  #isWhole(): boolean {
    const at = this.#wanted() - SSI_CHECKSUM_BYTES;
    return ssiChecksum(this.#held, at) === (this.#held[at] ?? 0) * 256 + (this.#held[at + 1] ?? 0);
  }

  #deliver(): void {
    const wanted = this.#wanted();
    const [, opcode = 0, , status = 0] = this.#held;
    const data = this.#held.slice(SSI_HEADER_BYTES, wanted - SSI_CHECKSUM_BYTES);
    this.#held.copyWithin(0, wanted, this.#length);
    this.#length -= wanted;
    this.#listener.packet({ opcode, status, data });
  }

  #shift(): void {
    this.#held.copyWithin(0, 1, this.#length);
    this.#length -= 1;
    this.#noise += 1;
  }
}
