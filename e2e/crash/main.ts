import { readOptions, USAGE_EXIT_CODE, UsageError, usageWords, wholeNumber } from "@usher/validators";
import { crash } from "./crash.js";
import { report } from "./report.js";

const HELP = `Usage: npm run crash -- [options]

Kills a real kiosk again and again while people scan over serial lines and the network comes and goes; then compares what the
gate showed, what the journal holds and what the service has.

  --cycles N  how often it is killed; default 300
  --seed S    of the moments, the network and the people; default 1
  --help      this
`;

/** How often the kiosk is killed, and by which seed; null where help is asked for. Throws a `UsageError`. */
export function commandLine(args: readonly string[]): { readonly cycles: number; readonly seed: number } | null {
  const { values } = readOptions(args, {
    cycles: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", short: "h", default: false },
  });
  if (values.help) return null;
  return { cycles: wholeNumber("--cycles", values.cycles, 1), seed: wholeNumber("--seed", values.seed, 0) };
}

/** Runs the command line. Resolves to the exit code: 1 where anything was lost, changed or doubled. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const command = commandLine(args);
    return command === null ? print(HELP, 0) : await kill(command);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(usageWords(error, "crash", "npm run crash -- --help"));
    return USAGE_EXIT_CODE;
  }
}

async function kill({ cycles, seed }: { readonly cycles: number; readonly seed: number }): Promise<number> {
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
