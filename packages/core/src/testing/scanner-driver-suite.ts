import type { Frame } from "../domain/frame.js";
import { ScannerError } from "../ports/scanner-driver.js";
import type { Scanner, ScannerDriver, ScannerErrorCode, ScannerInfo } from "../ports/scanner-driver.js";
import { equal } from "./equal.js";

/** A driver under test, and a hand on the world around it. Each case gets a harness of its own. */
export interface ScannerDriverHarness {
  readonly driver: ScannerDriver;
  readonly settings: unknown;
  /** A scanner that is there, closed, and free to be opened. */
  readonly info: ScannerInfo;
  /** A scanner that is not there. */
  readonly absent: ScannerInfo;
  /** Whether one opener at a time holds the scanner. */
  readonly exclusive: boolean;
  /** The scanner reads this and sends it. */
  scan(text: string): void;
  unplug(): Promise<void>;
  plug(): Promise<void>;
}

/** One case of the conformance suite. It rejects where the driver breaks the contract. */
export interface ScannerDriverCase {
  readonly name: string;
  readonly run: (harness: ScannerDriverHarness) => Promise<void>;
}

/** What every `ScannerDriver` must do: each sentence of the port's contract. */
export const scannerDriverSuite: readonly ScannerDriverCase[] = [
  {
    name: "looking for scanners never rejects, whether one is there or not",
    async run(harness) {
      for (const info of await harness.driver.list()) check(info.path !== "", "a scanner without a path was listed");
      await harness.unplug();
      const paths = (await harness.driver.list()).map(({ path }) => path);
      check(!paths.includes(harness.info.path), "a scanner that is gone was listed");
    },
  },
  {
    name: "each read is delivered once, in order, as bytes and as text",
    async run(harness) {
      const scanner = await open(harness);
      const heard = listen(scanner);
      for (const text of ["ONE", "TWO", "TWO", "Größe 3"]) harness.scan(text);
      const frames = await heard.frames(4);
      equal(textsOf(frames), ["ONE", "TWO", "TWO", "Größe 3"]);
      for (const { bytes, text } of frames) equal([...bytes], [...new TextEncoder().encode(text)]);
      await scanner.close();
      check(heard.count() === 4, "more was delivered than was read");
    },
  },
  {
    name: "an open scanner says which one it is",
    async run(harness) {
      const scanner = await open(harness);
      equal(scanner.info.path, harness.info.path);
      await scanner.close();
    },
  },
  {
    name: "[P11] a lost scanner errors its frames as lost, and is absent until it is back",
    async run(harness) {
      const heard = listen(await open(harness));
      harness.scan("BEFORE");
      await heard.frames(1);
      await harness.unplug();
      await failsWith("lost", heard.end(), harness.info.path);
      await failsWith("absent", open(harness), harness.info.path);
    },
  },
  {
    name: "[P11] a loss before anybody listens is told to the first who does",
    async run(harness) {
      const scanner = await open(harness);
      await harness.unplug();
      await failsWith("lost", listen(scanner).end(), harness.info.path);
    },
  },
  {
    name: "[P11] a scanner that came back is opened anew and delivers what it reads from then on",
    async run(harness) {
      const lost = listen(await open(harness));
      harness.scan("BEFORE");
      await lost.frames(1);
      await harness.unplug();
      await lost.end().catch(() => undefined);
      await harness.plug();
      const scanner = await open(harness);
      const heard = listen(scanner);
      harness.scan("AFTER");
      equal(textsOf(await heard.frames(1)), ["AFTER"]);
      equal(lost.count(), 1);
      await scanner.close();
    },
  },
  {
    name: "opening a scanner that is not there fails as absent, with its path in the message",
    async run(harness) {
      await failsWith("absent", harness.driver.open(harness.absent, harness.settings), harness.absent.path);
    },
  },
  {
    name: "a scanner that is open elsewhere is busy, and its holder goes on undisturbed",
    async run(harness) {
      if (!harness.exclusive) return;
      const scanner = await open(harness);
      const heard = listen(scanner);
      await failsWith("busy", open(harness), harness.info.path);
      harness.scan("STILL");
      equal(textsOf(await heard.frames(1)), ["STILL"]);
      await scanner.close();
    },
  },
  {
    name: "closing completes the frames, may be done twice, and frees the scanner",
    async run(harness) {
      const scanner = await open(harness);
      const heard = listen(scanner);
      await Promise.all([scanner.close(), scanner.close()]);
      await scanner.close();
      await heard.end();
      const again = await open(harness);
      const heardAgain = listen(again);
      harness.scan("AGAIN");
      equal(textsOf(await heardAgain.frames(1)), ["AGAIN"]);
      equal(heard.count(), 0);
      await again.close();
    },
  },
  {
    name: "closing a lost scanner does nothing and does not fail",
    async run(harness) {
      const scanner = await open(harness);
      const heard = listen(scanner);
      await harness.unplug();
      await failsWith("lost", heard.end(), harness.info.path);
      await scanner.close();
    },
  },
];

function open({ driver, info, settings }: ScannerDriverHarness): Promise<Scanner> {
  return driver.open(info, settings);
}

interface Heard {
  count(): number;
  /** The first frames, as soon as so many are there. Rejects where the scanner ends before. */
  frames(count: number): Promise<readonly Frame[]>;
  /** Resolves on completion, rejects on error. */
  end(): Promise<void>;
}

function listen(scanner: Scanner): Heard {
  const frames: Frame[] = [];
  const waiting: (() => void)[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    scanner.frames$.subscribe({
      next: (frame) => {
        frames.push(frame);
        for (const wake of waiting) wake();
      },
      error: reject,
      complete: resolve,
    });
  });
  // A case that does not ask for the end must not fail by it.
  ended.catch(() => undefined);
  return {
    count: () => frames.length,
    end: () => ended,
    frames: async (count) => {
      const enough = new Promise<void>((resolve) => {
        const wake = () => frames.length >= count && resolve();
        waiting.push(wake);
        wake();
      });
      await Promise.race([enough, ended]);
      check(frames.length >= count, `the scanner ended after ${frames.length} of ${count} reads`);
      return frames.slice(0, count);
    },
  };
}

async function failsWith(code: ScannerErrorCode, outcome: Promise<unknown>, path: string): Promise<void> {
  const error: unknown = await outcome.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ScannerError)) throw new Error(`expected a ScannerError ${code}, but got ${String(error)}`);
  equal(error.code, code);
  check(error.message.includes(path), `the message names no path: ${error.message}`);
}

function textsOf(frames: readonly Frame[]): readonly string[] {
  return frames.map(({ text }) => text);
}

function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
