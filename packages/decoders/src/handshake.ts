import type { Decoded } from "./decoder.js";
import { LIMITS } from "./limits.js";

/**
 * What a serial scanner waits for (Symbol and Zebra, "RS-232 software handshaking"). `"ackNak"`: an answer to every read, or it
 * sends again, beeps an error and stops. `"enq"`: an enquiry before it sends, so one goes out every {@link LIMITS.enquiryMs};
 * `"ackNakEnq"`: both.
 *
 * A read that is sent again after its acknowledgement was lost can't be told from a second read of the same code: it bears no
 * mark. The engine's window for re-reads takes it for what it is.
 */
export type Handshake = "none" | "ackNak" | "enq" | "ackNakEnq";

const ENQ = 0x05;
const ACK = 0x06;
const NAK = 0x15;

/** The host's side of a handshake: answers to what was decoded, and enquiries in time. */
export class Answers {
  readonly #answers: boolean;
  /** When the next enquiry is due; null where none ever is. */
  #enquiryMs: number | null;

  constructor(handshake: Handshake) {
    this.#answers = handshake === "ackNak" || handshake === "ackNakEnq";
    this.#enquiryMs = handshake === "enq" || handshake === "ackNakEnq" ? 0 : null;
  }

  get waitUntilMs(): number | null {
    return this.#enquiryMs;
  }

  /** Acknowledges each read and refuses each that was too long. One that was begun anew is on its way again already. */
  answered(decoded: readonly Decoded[]): readonly Decoded[] {
    if (!this.#answers) return decoded;
    return decoded.flatMap((item) => {
      if (item.kind === "frame") return [item, reply(ACK)];
      return item.kind === "dropped" && item.reason === "oversize" ? [item, reply(NAK)] : [item];
    });
  }

  /** The enquiry, where one is due. */
  enquiry(nowMs: number): readonly Decoded[] {
    if (this.#enquiryMs === null || nowMs < this.#enquiryMs) return [];
    this.#enquiryMs = nowMs + LIMITS.enquiryMs;
    return [reply(ENQ)];
  }
}

function reply(byte: number): Decoded {
  return { kind: "reply", bytes: Uint8Array.of(byte) };
}
