import { setTimeout as wait } from "node:timers/promises";
import { FORMATTING } from "./browser.js";
import { bundleOf, honeywell, type PeerScanner } from "./peers.js";
import { keyPresses, RELEASED, reportsOf, serialBytes, type KeyPress, type Read } from "./recordings.js";

/*
 * The peers as published: their bundles on Node's own timers and clock and its console, which formats what it is told and writes
 * it nowhere. Many scanners are used at once, and all wait together for their real quiet time: it costs no processor time.
 * It does mean that theirs runs in short bursts, over many scanners, where ours runs hot: that may be to its disadvantage.
 * Two favours remain: reports and chunks come ready made, and a keyboard scanner's poll every 50 ms is called once, when it is due.
 */

/** Longer than any peer waits for more of a read, and for its own debugging. */
const QUIET_MS = 600;
/** Time for listeners, which are called in a timer of their own. */
const TOLD_MS = 20;

/** Reads everything once, and says how many reads were told. */
export type Pass = () => Promise<number>;

export async function publishedHidPos(reads: readonly Read[], repeats: number): Promise<Pass> {
  const { hid, tell } = honeywell();
  const told = counter();
  const scanner = new (bundleOf("webhid-barcode-scanner", browserOf({ navigator: { hid } })))();
  await told.connect(scanner);
  const events = reads
    .flatMap((read) => reportsOf(read))
    .map((report) => ({ reportId: 2, data: new DataView(report.slice(1).buffer) }));
  return async () => {
    for (let repeat = 0; repeat < repeats; repeat += 1) for (const event of events) tell(event);
    await wait(TOLD_MS);
    return told.take();
  };
}

/** Takes the boot reports that ours takes; what a browser must do with them is done as cheaply as it can be. */
export async function publishedKeyboard(reads: readonly Read[], repeats: number): Promise<Pass> {
  const listeners: ((event: object) => void)[] = [];
  const polls: (() => void)[] = [];
  const document = {
    addEventListener: (_name: string, heard: (event: object) => void) => void listeners.push(heard),
  };
  const setInterval = (poll: () => void) => polls.push(poll);
  const told = counter();
  const Scanner = bundleOf("keyboard-barcode-scanner", browserOf({ document, setInterval }));
  for (let index = 0; index < repeats * reads.length; index += 1) await told.connect(new Scanner());
  const presses = reads.map((read) => keyPresses(read));
  const eventOf = keyEvents(presses.flat());
  const reports = presses.map((read) => read.flatMap(({ report }) => [report, RELEASED]));
  return async () => {
    for (const [index, listener] of listeners.entries()) {
      let before = 0;
      for (const report of reports[index % reports.length] ?? []) {
        const key = report[2] ?? 0;
        if (key !== 0 && key !== before) listener(eventOf(report[0] ?? 0, key));
        before = key;
      }
    }
    await wait(QUIET_MS);
    for (const poll of polls) poll();
    await wait(TOLD_MS);
    return told.take();
  };
}

export async function publishedSerial(reads: readonly Read[], repeats: number): Promise<Pass> {
  const waiting: ((answer: { readonly value: Uint8Array; readonly done: boolean }) => void)[] = [];
  const port = {
    open: async () => undefined,
    getInfo: () => ({}),
    readable: { getReader: () => ({ read: () => new Promise((resolve) => waiting.push(resolve)) }) },
  };
  const serial = { addEventListener: () => undefined, requestPort: async () => port };
  const told = counter();
  const Scanner = bundleOf("webserial-barcode-scanner", browserOf({ navigator: { serial } }));
  // Their connect() returns when the port is gone.
  for (let index = 0; index < repeats * reads.length; index += 1) void told.connect(new Scanner());
  await wait(TOLD_MS);
  const answers = reads.map((read) => ({ value: serialBytes(read), done: false }));
  return async () => {
    for (const [index, resolve] of waiting.splice(0).entries()) {
      const answer = answers[index % answers.length];
      if (answer !== undefined) resolve(answer);
    }
    await wait(QUIET_MS);
    return told.take();
  };
}

/** The events of these keys: one look at a table for each, and a new object, as a browser makes one. */
function keyEvents(presses: readonly KeyPress[]): (modifiers: number, key: number) => object {
  const table: KeyPress[] = [];
  for (const press of presses) table[((press.report[0] ?? 0) << 8) | (press.report[2] ?? 0)] = press;
  const target = { tagName: "BODY" };
  const nothing = () => undefined;
  return (modifiers, usage) => {
    const press = table[(modifiers << 8) | usage];
    if (press === undefined) throw new Error(`no event for key ${usage}`);
    const { key, code, ctrlKey } = press;
    return { key, code, ctrlKey, target, stopPropagation: nothing, preventDefault: nothing };
  };
}

function counter() {
  let reads = 0;
  return {
    connect: async (scanner: PeerScanner) => {
      scanner.addEventListener("barcode", () => {
        reads += 1;
      });
      await scanner.connect();
    },
    take: () => {
      const taken = reads;
      reads = 0;
      return taken;
    },
  };
}

function browserOf(own: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { navigator: {}, document: {}, performance, console: FORMATTING, setTimeout, clearTimeout, ...own };
}
