import {
  COMMON_HID_POS_LAYOUTS,
  FrameDecoder,
  HidPosDecoder,
  KEYBOARD_LAYOUTS,
  KeyboardDecoder,
  SnapiDecoder,
  SsiDecoder,
  type Decoded,
  type Decoder,
  type FrameEnd,
} from "@usher/decoders";

/** One decoder and the noise that it may hear: reports of this many bytes at most, or a stream in such pieces. */
export interface NoisyLine {
  readonly name: string;
  readonly decoder: Decoder;
  readonly bytes: number;
  /** Bytes that mean something there: half of all noise is made of them, or nothing would ever get anywhere. */
  readonly meaningful: readonly number[];
}

/** Longer than any decoder waits for more. */
const PAUSE_MS = 3_000;
const ENDS: readonly FrameEnd[] = ["any", "cr", "lf", "crlf", "terminator", "stxEtx", "quiet"];

export function everyDecoder(): readonly NoisyLine[] {
  const serial = ENDS.map((end) => ({
    name: `serial, ${end}`,
    decoder: new FrameDecoder({ end, terminator: "\r\r\n", handshake: "ackNak" }),
    bytes: 64,
    meaningful: [0x02, 0x03, 0x0a, 0x0d, 0x5d, 0xc3],
  }));
  const keyboards = Object.entries(KEYBOARD_LAYOUTS).map(([name, layout]) => ({
    name: `keyboard, ${name}`,
    decoder: new KeyboardDecoder({ layout }),
    bytes: 9,
    meaningful: [0x00, 0x01, 0x02, 0x04, 0x28, 0x39, 0x40, 0x59],
  }));
  return [
    ...serial,
    ...keyboards,
    {
      name: "HID POS",
      decoder: new HidPosDecoder(COMMON_HID_POS_LAYOUTS),
      bytes: 64,
      meaningful: [0x01, 0x02, 0x38, 0x5d, 0x51, 0x31, 0x00],
    },
    { name: "SNAPI", decoder: new SnapiDecoder(), bytes: 64, meaningful: [0x22, 0x26, 0x21, 0x00, 0x01, 0x02, 0x20] },
    { name: "SSI", decoder: new SsiDecoder(), bytes: 64, meaningful: [0x04, 0x05, 0x06, 0xf3, 0x00, 0x02, 0xd0] },
  ];
}

/** What became of the noise. */
export interface Tally {
  bytes: number;
  reports: number;
  frames: number;
  dropped: number;
  replies: number;
}

/** Passes noise through a decoder until it has heard so many bytes. The same seed makes the same noise. */
export function passNoise({ decoder, bytes: most, meaningful }: NoisyLine, wanted: number, seed: number): Tally {
  const random = xorshift(seed);
  const tally: Tally = { bytes: 0, reports: 0, frames: 0, dropped: 0, replies: 0 };
  const buffer = new Uint8Array(most);
  let nowMs = 0;
  while (tally.bytes < wanted) {
    const length = random() % (most + 1);
    for (let index = 0; index < length; index += 1) {
      const chance = random();
      buffer[index] = (chance & 0x100) === 0 ? chance : (meaningful[chance % meaningful.length] ?? 0);
    }
    // Mostly in quick succession, now and then after a pause, in which a decoder is called when it asked to be.
    nowMs += random() % 64 === 0 ? PAUSE_MS : 1;
    for (let dueMs = decoder.waitUntilMs; dueMs !== null && dueMs <= nowMs; dueMs = decoder.waitUntilMs) {
      count(decoder.settle(dueMs), tally);
    }
    count(decoder.push(buffer.subarray(0, length), nowMs), tally);
    tally.bytes += length;
    tally.reports += 1;
  }
  return tally;
}

function count(decoded: readonly Decoded[], tally: Tally): void {
  for (const item of decoded) {
    if (item.kind === "frame") tally.frames += 1;
    else if (item.kind === "dropped") tally.dropped += 1;
    else tally.replies += 1;
  }
}

/** Marsaglia's xorshift32: noise must be quick and repeatable, no more. */
function xorshift(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
