import { parseArgs } from "node:util";
import { crash } from "./crash.js";
import { report } from "./report.js";

const HELP = `Usage: npm run crash -- [options]

Kills a real kiosk again and again while people scan over serial lines and the network comes and goes; then compares what the
gate showed, what the journal holds and what the service has.

  --cycles N  how often it is killed; default 300
  --seed S    of the moments, the network and the people; default 1
  --help      this
`;

/** Runs the command line. Resolves to the exit code: 1 where anything was lost, changed or doubled. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cycles: { type: "string", default: "300" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return print(HELP, 0);
  const [cycles, seed] = [Number(values.cycles), Number(values.seed)];
  if (!Number.isInteger(cycles) || cycles < 1 || !Number.isInteger(seed)) {
    return print("--cycles and --seed are whole numbers, --cycles from 1 on\n", 2);
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  const stopped = stop.signal;
  const outcome = await crash({ cycles, seed, stopped, onKill: (killed) => progress(killed, cycles) }).catch(
    (error: unknown) => {
      if (stopped.aborted) return null; // At a terminal Ctrl-C ends simulator and kiosk as well, so that nothing can be judged.
      throw error;
    },
  );
  if (outcome === null) return print("ended before anything could be judged\n", 1);
  return print(`${report(outcome, seed)}\n`, outcome.violations.length === 0 ? 0 : 1);
}

function progress(killed: number, cycles: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${killed} of ${cycles}${killed === cycles ? "\n" : ""}`);
}

function print(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}
