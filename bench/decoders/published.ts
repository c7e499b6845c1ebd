import { honeywell, type Globals, type PeerClass, type PeerConsole, type PeerScanner } from "./peer-code.js";
import { keyPresses, RELEASED, reportsOf, serialBytes, type KeyPress, type Read } from "./recordings.js";

/*
 * The peers as published: their bundles on the real timers and clock of where they run, in Node or in a browser, and on a console
 * that does its work. Many scanners are used at once, and all wait together for their real quiet time: it costs no processor time.
 * It does mean that theirs runs in short bursts, over many scanners, where ours runs hot: that may be to its disadvantage.
 * Two favours remain: reports and chunks come ready made, and a keyboard scanner's poll every 50 ms is called once, when it is due.
 */

/** Where they run: how their bundles are had there, and what they print to. */
export interface Home {
  readonly console: PeerConsole;
  readonly load: (name: string, given: Globals) => PeerClass | Promise<PeerClass>;
}

/** Longer than any peer waits for more of a read, and for its own debugging. */
const QUIET_MS = 600;
/** Listeners are called in a timer of their own: how long to wait for the last of them, looking so often. */
const TOLD_WITHIN_MS = 10_000;
const LOOK_MS = 20;

/** Reads everything once, and says how many reads were told. */
export type Pass = () => Promise<number>;

export async function publishedHidPos(home: Home, reads: readonly Read[], repeats: number): Promise<Pass> {
  const { hid, tell } = honeywell();
  const told = counter();
  const Scanner = await peerClass(home, "webhid-barcode-scanner", { navigator: { hid } });
  const scanner = new Scanner();
  await told.connect(scanner);
  const events = reads
    .flatMap((read) => reportsOf(read))
    .map((report) => ({ reportId: 2, data: new DataView(report.slice(1).buffer) }));
  return async () => {
    for (let repeat = 0; repeat < repeats; repeat += 1) for (const event of events) tell(event);
    return told.take(repeats * reads.length);
  };
}

/** Takes the boot reports that ours takes; what a browser must do with them is done as cheaply as it can be. */
export async function publishedKeyboard(home: Home, reads: readonly Read[], repeats: number): Promise<Pass> {
  const listeners: ((event: object) => void)[] = [];
  const polls: (() => void)[] = [];
  const document = {
    addEventListener: (_name: string, heard: (event: object) => void) => void listeners.push(heard),
  };
  const setInterval = (poll: () => void) => polls.push(poll);
  const told = counter();
  const Scanner = await peerClass(home, "keyboard-barcode-scanner", { document, setInterval });
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
    return told.take(repeats * reads.length);
  };
}

export async function publishedSerial(home: Home, reads: readonly Read[], repeats: number): Promise<Pass> {
  const waiting: ((answer: { readonly value: Uint8Array; readonly done: boolean }) => void)[] = [];
  const port = {
    open: async () => undefined,
    getInfo: () => ({}),
    readable: { getReader: () => ({ read: () => new Promise((resolve) => waiting.push(resolve)) }) },
  };
  const serial = { addEventListener: () => undefined, requestPort: async () => port };
  const told = counter();
  const Scanner = await peerClass(home, "webserial-barcode-scanner", { navigator: { serial } });
  // Their connect() returns when the port is gone.
  for (let index = 0; index < repeats * reads.length; index += 1) void told.connect(new Scanner());
  await wait(LOOK_MS);
  const answers = reads.map((read) => ({ value: serialBytes(read), done: false }));
  return async () => {
    for (const [index, resolve] of waiting.splice(0).entries()) {
      const answer = answers[index % answers.length];
      if (answer !== undefined) resolve(answer);
    }
    return told.take(repeats * reads.length);
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
    take: async (expected: number) => {
      for (let waitedMs = 0; waitedMs < TOLD_WITHIN_MS; waitedMs += LOOK_MS) {
        if (reads >= expected) break;
        await wait(LOOK_MS);
      }
      const taken = reads;
      reads = 0;
      return taken;
    },
  };
}

function peerClass({ load, console }: Home, name: string, own: Globals): PeerClass | Promise<PeerClass> {
  return load(name, { navigator: {}, document: {}, performance, console, setTimeout, clearTimeout, ...own });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
