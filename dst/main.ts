import { styleText } from "node:util";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { USAGE_EXIT_CODE, UsageError, usageWords } from "@usher/validators";
import { CHECKERS } from "./checkers/index.js";
import { CANARIES, commandLine, HELP, type DstCommand } from "./command-line.js";
import { day } from "./day.js";
import { FOLDER } from "./folder.js";
import { timeline } from "./timeline.js";

/** What a worker tells of one day. `report` is null where all was well. */
interface DayTold {
  readonly seed: number;
  readonly checkers: readonly string[];
  readonly report: string | null;
  readonly scansDecided: number;
  readonly steps: number;
  readonly faults: readonly (readonly [string, number])[];
}

async function told(seed: number, canary: string | null): Promise<DayTold> {
  const plant = CHECKERS.find(({ name }) => name === canary)?.canary ?? null;
  const { violations, scansDecided, steps, faults, history } = await day(seed, FOLDER, { plant });
  const [first] = violations;
  const report =
    first === undefined
      ? null
      : [
          ...violations.slice(0, 5).map(({ checker, message }) => `${checker}: ${message}`),
          "",
          timeline(history, first),
        ].join("\n");
  const checkers = [...new Set(violations.map(({ checker }) => checker))];
  return { seed, checkers, report, scansDecided, steps, faults: [...faults] };
}

/** Plays days on all cores, as they come free. Calls `onDay` for each; where it returns false, no further day is begun. */
async function play(
  seeds: readonly number[],
  canary: string | null,
  workers: number,
  onDay: (told: DayTold) => boolean,
): Promise<void> {
  const waiting = [...seeds];
  const file = fileURLToPath(import.meta.url);
  await Promise.all(
    Array.from({ length: Math.min(workers, seeds.length) }, async () => {
      const worker = new Worker(file, { workerData: { canary } });
      await new Promise<void>((resolve, reject) => {
        const next = () => {
          const seed = waiting.shift();
          if (seed === undefined) resolve();
          else worker.postMessage(seed);
        };
        worker.on("message", (message: DayTold) => {
          if (!onDay(message)) waiting.length = 0;
          next();
        });
        worker.once("error", reject);
        next();
      });
      await worker.terminate();
    }),
  );
}

async function main(): Promise<number> {
  try {
    const command = commandLine(process.argv.slice(2));
    if (command === null) return print(HELP, 0);
    return await (command.canary === "all" ? allCanaries(command) : soak(command));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(usageWords(error, "dst", "npm run dst -- --help"));
    return USAGE_EXIT_CODE;
  }
}

async function soak({ seed, days, workers, canary }: DstCommand): Promise<number> {
  const startMs = performance.now();
  const totals = { days: 0, scans: 0, steps: 0, faults: new Map<string, number>() };
  const failed: DayTold[] = [];
  await play(seedsFrom(seed, days), canary, workers, (one) => {
    totals.days += 1;
    totals.scans += one.scansDecided;
    totals.steps += one.steps;
    for (const [name, count] of one.faults) totals.faults.set(name, (totals.faults.get(name) ?? 0) + count);
    if (one.report !== null) failed.push(one);
    progress(totals.days, days);
    return failed.length === 0;
  });
  const elapsedS = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage();
  const perCpuSecond = Math.round((totals.scans * 1_000_000) / (user + system)); // says more on a busy machine
  for (const { seed: failedSeed, report } of failed) {
    const planted = canary === null ? "" : ` --canary "${canary}"`;
    print(`${report}\n\nreplay: npm run dst -- --seed ${failedSeed} --days 1${planted}`, 1);
  }
  const faults = [...totals.faults]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${count}`);
  print(
    `seeds ${seed} to ${seed + totals.days - 1}: ${totals.days} days, ${totals.scans} scans decided, ${totals.steps} steps, ` +
      `${failed.length === 0 ? "no violation" : `${failed.length} days with violations`}\n` +
      `faults: ${faults.join(", ")}\n` +
      `${elapsedS.toFixed(1)} s, ${Math.round(totals.scans / elapsedS)} scans per second on ${workers} workers, ` +
      `${perCpuSecond} per second of CPU`,
    0,
  );
  return failed.length === 0 ? 0 : 1;
}

/** Every planted bug must be found by its own checker, on one of ten days. */
async function allCanaries({ seed, workers }: DstCommand): Promise<number> {
  let missed = 0;
  for (const name of CANARIES) {
    let found = false;
    await play(seedsFrom(seed, 10), name, workers, ({ checkers }) => {
      found ||= checkers.includes(name);
      return !found;
    });
    if (!found) missed += 1;
    print(`${found ? "caught" : "MISSED"}  ${name}`, 0);
  }
  return missed === 0 ? 0 : 1;
}

function seedsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function progress(done: number, all: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${styleText("dim", `day ${done} of ${all}`)}${done === all ? "\n" : ""}`);
}

function print(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}

if (isMainThread) {
  process.exitCode = await main();
} else {
  const { canary } = workerData as { readonly canary: string | null };
  parentPort?.on("message", (seed: number) => {
    void told(seed, canary).then((one) => parentPort?.postMessage(one));
  });
}
