import type { Decoded, Decoder } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { OpenRead, type Around } from "../open-read.js";
import { earlierMs, Patience } from "../patience.js";
import { identifierOfCodeType } from "../zebra-code-types.js";
import { SSI, SSI_CONTINUED, SSI_RETRANSMIT, ssiCommand, type SsiPacket } from "./ssi-packet.js";
import { SsiPackets } from "./ssi-packets.js";

/** Cause of a refusal: the checksum was wrong, send again. */
const RESEND = 0x01;

/**
 * Zebra's Simple Serial Interface with packeted data: bytes in whatever chunks in, frames out. Every good packet is acknowledged,
 * one with a wrong checksum is refused; the scanner sends it again, marked as such, and a packet that had come already is then
 * acknowledged and dropped. A read of more than one packet is marked as continued in all but the last.
 */
export class SsiDecoder implements Decoder {
  readonly #packets: SsiPackets;
  readonly #read: OpenRead;
  readonly #packetPatience = new Patience(LIMITS.quietMs);
  readonly #readPatience = new Patience(LIMITS.ssiHalfReadMs);
  #decoded: Decoded[] = [];
  #nowMs = 0;
  #codeType: number | null = null;
  #last: SsiPacket | null = null;
  /** Whether a packet was refused since the last good one: then a repeated one is no repetition of that. */
  #refused = false;

  constructor(around: Around = {}) {
    this.#read = new OpenRead({ suffix: "\r", ...around });
    this.#packets = new SsiPackets({
      packet: (packet) => this.#take(packet),
      garbled: () => this.#refuse(),
    });
  }

  get waitUntilMs(): number | null {
    return earlierMs(this.#packetPatience.untilMs, this.#readPatience.untilMs);
  }

  push(bytes: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [...this.settle(nowMs)];
    this.#decoded = decoded;
    this.#nowMs = nowMs;
    for (const byte of bytes) this.#packets.take(byte);
    if (this.#packets.isOpen) this.#packetPatience.start(nowMs);
    else this.#packetPatience.stop();
    return decoded;
  }

  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    this.#decoded = decoded;
    if (this.#packetPatience.isOver(nowMs)) {
      this.#packetPatience.stop();
      this.#packets.giveUp();
      this.#refuse();
      this.#tellNoise();
    }
    if (this.#readPatience.isOver(nowMs)) this.#giveUp();
    return decoded;
  }

  #take(packet: SsiPacket): void {
    this.#tellNoise();
    const { opcode } = packet;
    if (opcode === SSI.acknowledge || opcode === SSI.refuse) return;
    this.#reply(ssiCommand(SSI.acknowledge));
    const isRepeated = (packet.status & SSI_RETRANSMIT) !== 0 && !this.#refused && isSame(packet, this.#last);
    this.#last = packet;
    this.#refused = false;
    if (opcode === SSI.decodeData && !isRepeated) this.#decode(packet);
  }

  #decode({ status, data }: SsiPacket): void {
    const [codeType] = data;
    if (codeType === undefined) return;
    if (this.#codeType !== null && codeType !== this.#codeType) this.#giveUp();
    this.#codeType = codeType;
    this.#read.append(data.subarray(1));
    if ((status & SSI_CONTINUED) !== 0) {
      this.#readPatience.start(this.#nowMs);
      return;
    }
    this.#read.end(this.#decoded, identifierOfCodeType(codeType));
    this.#reset();
  }

  #refuse(): void {
    if (!this.#refused) this.#reply(ssiCommand(SSI.refuse, [RESEND]));
    this.#refused = true;
  }

  #reply(bytes: Uint8Array): void {
    this.#decoded.push({ kind: "reply", bytes });
  }

  #tellNoise(): void {
    const bytes = this.#packets.takeNoise();
    if (bytes > 0) this.#decoded.push({ kind: "dropped", reason: "garbled", bytes });
  }

  #giveUp(): void {
    this.#read.drop("incomplete", this.#decoded);
    this.#reset();
  }

  #reset(): void {
    this.#codeType = null;
    this.#readPatience.stop();
  }
}

function isSame(packet: SsiPacket, last: SsiPacket | null): boolean {
  if (last === null || packet.opcode !== last.opcode || packet.data.length !== last.data.length) return false;
  return packet.data.every((byte, index) => byte === last.data[index]);
}
