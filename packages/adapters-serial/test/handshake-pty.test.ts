import type { Scanner } from "@usher/core";
import { LIMITS, type Handshake } from "@usher/decoders";
import { systemTime } from "@usher/devices";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { serialDriver } from "../src/index.js";
import { ptyPair, type PtyPair } from "../src/testing/index.js";

const [ENQ, ACK, NAK] = ["\u0005", "\u0006", "\u0015"];
const wait = { timeout: 10_000, interval: 5 };

let pty: PtyPair;
let scanner: Scanner | null = null;
let texts: string[];
/** What the host wrote since the last time that the scanner looked. */
let heard: string;

beforeEach(async () => {
  pty = await ptyPair();
  [texts, heard] = [[], ""];
});
afterEach(async () => {
  await scanner?.close();
  await pty.dispose();
});

async function open(handshake: Handshake): Promise<void> {
  scanner = await serialDriver({ time: systemTime }).open({ path: pty.path }, { framing: { end: "cr", handshake } });
  scanner.frames$.subscribe({ next: ({ text }) => texts.push(text), error: () => undefined });
}

/** Resolves once the host wrote this; the scanner does nothing before. */
async function until(answer: string | undefined): Promise<void> {
  await vi.waitFor(() => {
    heard += pty.received();
    expect(heard).toContain(answer);
  }, wait);
  heard = heard.slice(heard.indexOf(answer ?? "") + 1);
}

test("a scanner that waits for ACK gets one for each read", async () => {
  await open("ackNak");
  for (const text of ["ONE", "TWO", "TWO"]) {
    pty.write(`${text}\r`);
    await until(ACK);
  }
  expect(texts).toEqual(["ONE", "TWO", "TWO"]);
});

test("[P11] a read that is too long is refused, and the next one taken", async () => {
  await open("ackNak");
  pty.write(`${"x".repeat(LIMITS.frameBytes + 1)}\r`);
  await until(NAK);
  pty.write("NEXT\r");
  await until(ACK);
  expect(texts).toEqual(["NEXT"]);
});

test("a scanner that waits for ENQ before it sends is asked, again and again", async () => {
  await open("enq");
  await until(ENQ);
  pty.write("ONE\r");
  await until(ENQ);
  pty.write("TWO\r");
  await vi.waitFor(() => expect(texts).toEqual(["ONE", "TWO"]), wait);
});

test("a scanner that waits for both is asked and answered", async () => {
  await open("ackNakEnq");
  await until(ENQ);
  pty.write("ONE\r");
  await until(ACK);
  expect(texts).toEqual(["ONE"]);
});

test("[P11] without a handshake nothing is ever written to a scanner", async () => {
  await open("none");
  pty.write("ONE\r");
  await vi.waitFor(() => expect(texts).toEqual(["ONE"]), wait);
  expect(pty.received()).toBe("");
});
