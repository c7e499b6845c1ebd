import { Console } from "node:console";
import { once } from "node:events";
import { Writable } from "node:stream";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { Assembler } from "@usher/decoders";
import { systemTime } from "@usher/devices";
import { decodeAll, looked, ownHidPos, ownKeyboard, ownSerial, PLAIN_READS, READS, type Own } from "./decoders/ours.js";
import { bundleOf, keyboardPeer, webHidPeer, webSerialPeer } from "./decoders/peers.js";
import { publishedHidPos, publishedKeyboard, publishedSerial, type Home, type Pass } from "./decoders/published.js";
import { keyPresses } from "./decoders/recordings.js";

const HELP = `Reads a second of processor time: our decoders beside the @point-of-sale packages, on the same recorded reads, in turns. What
counts is the ratio. Ours includes what their events hold too: what the identifier means, and the GS1 elements where there are any.
  parsing alone  theirs with a muted console, on timers that cost next to nothing, a keyboard's key events ready made; ours two
                 reports for each of them
  as published   theirs on Node's timers, clock and console (formatted, written nowhere), a keyboard's events made of reports
  with timers    the same theirs; ours in the Assembler that keeps its time, on the timers and the clock of a kiosk
`;

const ROUNDS = 21;
const WARM_UP_ROUNDS = 5;
const REPEATS = 100;
const ROUND_US = 30_000;
/** Longer than any peer waits for more of a read, and for its own debugging. */
const PAUSE_MS = 600;

interface Contest {
  readonly name: string;
  readonly own: Own;
  readonly theirs: Pass;
  readonly published: Pass;
}

/** Node itself; printing costs what it takes to format it, and is written nowhere. */
const HOME: Home = {
  console: new Console(new Writable({ write: (_chunk, _encoding, done) => done() })),
  load: bundleOf,
};
const CONTESTS = { hidPos, keyboard, serial };

// Each in a thread of its own: an engine makes the best code for what it has seen, and a gate has one kind of scanner.
if (isMainThread) {
  process.stdout.write(HELP);
  for (const contest of Object.keys(CONTESTS)) {
    const thread = new Worker(new URL(import.meta.url), { workerData: contest });
    await once(thread, "exit");
  }
} else {
  await run(await CONTESTS[workerData as keyof typeof CONTESTS]());
}

async function run({ name, own, theirs, published }: Contest): Promise<void> {
  const assembled = assembly(own);
  const rounds: Readonly<Record<"own" | "assembled" | "parsing" | "published", number>>[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const took = {
      own: await timed(() => decodeAll(own, REPEATS)),
      parsing: await timed(theirs),
      assembled: await timed(assembled),
      published: await timed(published, 0),
    };
    if (round >= WARM_UP_ROUNDS) rounds.push(took);
  }
  const median = (of: (round: (typeof rounds)[number]) => number) => medianOf(rounds.map(of));
  const perSecond = (us: number) => Math.round(1_000_000 / us).toLocaleString("en");
  const lines = [
    ["parsing alone", median((r) => r.own), median((r) => r.parsing), median((r) => r.parsing / r.own)],
    ["as published", median((r) => r.own), median((r) => r.published), median((r) => r.published / r.own)],
    ["with timers", median((r) => r.assembled), median((r) => r.published), median((r) => r.published / r.assembled)],
  ] as const;
  for (const [column, ours, other, ratio] of lines) {
    const reads = `ours ${perSecond(ours).padStart(9)} reads/s, theirs ${perSecond(other).padStart(9)} reads/s`;
    process.stdout.write(`${name.padEnd(9)} ${column.padEnd(14)} ${reads}: ${ratio.toFixed(1)} times\n`);
  }
}

/** Microseconds of processor time for one read, what the garbage costs included. */
async function timed(way: () => number | Promise<number>, leastUs = ROUND_US): Promise<number> {
  const start = process.cpuUsage();
  let reads = 0;
  let tookUs = 0;
  do {
    const counted = await way();
    if (counted !== REPEATS * READS.length) throw new Error(`${counted} reads instead of ${REPEATS * READS.length}`);
    reads += counted;
    const { user, system } = process.cpuUsage(start);
    tookUs = user + system;
  } while (tookUs < leastUs);
  return tookUs / reads;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Ours with the timers of its own: an Assembler, as a kiosk has it. */
function assembly({ decoder, inputs }: Own): () => number {
  let reads = 0;
  const assembler = new Assembler(decoder, systemTime, {
    frame: (frame) => {
      reads += looked([{ kind: "frame", frame }]);
    },
    dropped: ({ reason }) => {
      throw new Error(`a read was lost: ${reason}`);
    },
    reply: () => undefined,
  });
  return () => {
    reads = 0;
    for (let repeat = 0; repeat < REPEATS; repeat += 1) for (const input of inputs) assembler.take(input);
    return reads;
  };
}

async function hidPos(): Promise<Contest> {
  const own = ownHidPos();
  const peer = await webHidPeer();
  const events = own.inputs.map((report) => ({ reportId: 2, data: new DataView(report.slice(1).buffer) }));
  return {
    name: "HID POS",
    own,
    published: await publishedHidPos(HOME, READS, REPEATS),
    theirs: async () => {
      peer.reads.length = 0;
      for (let repeat = 0; repeat < REPEATS; repeat += 1) {
        for (const event of events) {
          peer.tell(event);
          peer.browser.advance(1);
        }
      }
      return peer.reads.length;
    },
  };
}

async function keyboard(): Promise<Contest> {
  const presses = READS.map((read) => keyPresses(read));
  const peer = await keyboardPeer();
  return {
    name: "keyboard",
    own: ownKeyboard(),
    published: await publishedKeyboard(HOME, READS, REPEATS),
    theirs: async () => {
      peer.reads.length = 0;
      for (let repeat = 0; repeat < REPEATS; repeat += 1) {
        for (const read of presses) {
          for (const press of read) peer.tell(press);
          peer.browser.advance(PAUSE_MS);
        }
      }
      return peer.reads.length;
    },
  };
}

async function serial(): Promise<Contest> {
  const own = ownSerial();
  const answers = own.inputs.map((value) => ({ value, done: false }));
  let at = 0;
  let ended: (() => void) | null = null;
  let resume: ((answer: { value: Uint8Array }) => void) | null = null;
  const peer = webSerialPeer((browser) => {
    browser.advance(PAUSE_MS);
    const answer = answers[at % answers.length];
    if (ended !== null && at < REPEATS * answers.length && answer !== undefined) {
      at += 1;
      return Promise.resolve(answer);
    }
    ended?.();
    return new Promise((resolve) => {
      resume = resolve;
    });
  });
  return {
    name: "serial",
    own,
    published: await publishedSerial(HOME, PLAIN_READS, REPEATS),
    theirs: async () => {
      peer.reads.length = 0;
      at = 1;
      await new Promise<void>((resolve) => {
        ended = resolve;
        resume?.(answers[0] ?? { value: new Uint8Array() });
      });
      return peer.reads.length;
    },
  };
}
