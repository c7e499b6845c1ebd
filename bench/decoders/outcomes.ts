import {
  FrameDecoder,
  HidPosDecoder,
  KeyboardDecoder,
  type Decoded,
  type Decoder,
  type Framing,
  type HidPosLayout,
  type KeyboardLayout,
} from "@usher/decoders";
import type { Browser } from "./browser.js";
import { keyboardPeer, webHidPeer, webSerialPeer } from "./peers.js";
import { RELEASED, type KeyPress, type Read } from "./recordings.js";

/** Something that was sent, so many milliseconds after what was sent before. */
export type Sent<Input> = readonly [afterMs: number, input: Input];

/** What both sides read, and what theirs threw, if anything. */
export interface Outcome {
  readonly ours: readonly Read[];
  readonly theirs: readonly Read[];
  readonly error: string;
}

/** Longer than either side waits for more. */
const PAUSE_MS = 5_000;

export async function readsOfHidPos(
  layouts: readonly HidPosLayout[],
  sent: readonly Sent<Uint8Array>[],
): Promise<Outcome> {
  const { tell, browser, reads } = await webHidPeer();
  drive(browser, sent, (report) => tell({ reportId: report[0] ?? 0, data: new DataView(report.slice(1).buffer) }));
  return { ours: decodedBy(new HidPosDecoder(layouts), sent), theirs: reads, error: browser.errors.join() };
}

export async function readsOfKeyboard(layout: KeyboardLayout, sent: readonly Sent<KeyPress>[]): Promise<Outcome> {
  const { tell, browser, reads } = await keyboardPeer();
  drive(browser, sent, tell);
  const reports = sent.flatMap(([afterMs, { report }]) => [[afterMs, report] as const, [0, RELEASED] as const]);
  return { ours: decodedBy(new KeyboardDecoder({ layout }), reports), theirs: reads, error: browser.errors.join() };
}

export async function readsOfSerial(framing: Framing, sent: readonly Sent<Uint8Array>[]): Promise<Outcome> {
  let next = 0;
  const { browser, reads } = await new Promise<ReturnType<typeof webSerialPeer>>((resolve) => {
    const peer = webSerialPeer((time) => {
      const [afterMs, value] = sent[next] ?? [PAUSE_MS, null];
      next += 1;
      time.advance(afterMs);
      if (value !== null) return Promise.resolve({ value });
      resolve(peer);
      return new Promise(() => undefined);
    });
  });
  return { ours: decodedBy(new FrameDecoder(framing), sent), theirs: reads, error: browser.errors.join() };
}

function drive<Input>(browser: Browser, sent: readonly Sent<Input>[], tell: (input: Input) => void): void {
  for (const [afterMs, input] of sent) {
    browser.advance(afterMs);
    try {
      tell(input);
    } catch (error) {
      browser.errors.push(String(error));
    }
  }
  browser.advance(PAUSE_MS);
}

function decodedBy(decoder: Decoder, sent: readonly Sent<Uint8Array>[]): readonly Read[] {
  const decoded: Decoded[] = [];
  let nowMs = 0;
  const wait = (ms: number) => {
    nowMs += ms;
    for (let dueMs = decoder.waitUntilMs; dueMs !== null && dueMs <= nowMs; dueMs = decoder.waitUntilMs) {
      decoded.push(...decoder.settle(dueMs));
    }
  };
  for (const [afterMs, input] of sent) {
    wait(afterMs);
    decoded.push(...decoder.push(input, nowMs));
  }
  wait(PAUSE_MS);
  return decoded.flatMap((item) =>
    item.kind === "frame" ? [{ text: item.frame.text, symbology: item.frame.symbology }] : [],
  );
}
