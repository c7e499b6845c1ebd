import { availableParallelism } from "node:os";
import { oneOf, readOptions, wholeNumber } from "@usher/validators";
import { CHECKERS } from "./checkers/index.js";

export const HELP = `Usage: npm run dst -- [options]

Plays whole days at simulated gates, with faults drawn from a seed, and checks what must hold. Day D of seed S has the seed S + D.

  --seed N       the first day's seed; default 1
  --days M       how many days; default 100
  --workers N    how many at a time; default: the machine's cores
  --canary NAME  plants a bug that the checker NAME must find; --canary all tries every one
  --help         this
`;

/** The names that a canary goes by. */
export const CANARIES: readonly string[] = CHECKERS.map(({ name }) => name);

/** A year of days a thousand times over; the list of their seeds is made at once. */
const MOST_DAYS = 1_000_000;
/** Each worker is a thread with a heap of its own. */
const MOST_WORKERS = 256;

/** What is to be played. `canary` is a checker's name, "all", or null. */
export interface DstCommand {
  readonly seed: number;
  readonly days: number;
  readonly workers: number;
  readonly canary: string | null;
}

/** Reads the command line; null where help is asked for. Throws a `UsageError`. */
export function commandLine(args: readonly string[]): DstCommand | null {
  const { values } = readOptions(args, {
    seed: { type: "string", default: "1" },
    days: { type: "string", default: "100" },
    workers: { type: "string", default: String(availableParallelism()) },
    canary: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  });
  if (values.help) return null;
  return {
    seed: wholeNumber("--seed", values.seed, 1),
    days: wholeNumber("--days", values.days, 1, MOST_DAYS),
    workers: wholeNumber("--workers", values.workers, 1, MOST_WORKERS),
    canary: values.canary === undefined ? null : oneOf("--canary", values.canary, ["all", ...CANARIES]),
  };
}
