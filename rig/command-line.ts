import { readOptions, oneOf, USAGE_EXIT_CODE, UsageError, usageWords } from "@usher/validators";
import { SUITES } from "./suites.js";

const HELP = `Usage: npm run test:hardware -- [options]

Runs the adapters and the real kiosk on devices that the kernel believes in: PTYs, umockdev, a QEMU guest.

  --suites A,B   only these: ${Object.keys(SUITES).join(", ")}
  --help         this
`;

/** What is to be run. */
export interface RigCommand {
  /** In the order in which they run. */
  readonly suites: readonly string[];
  readonly needsGuest: boolean;
  /** The folder of the guest's kernel; the launcher adds it. */
  readonly kernel: string;
}

/** Reads the command line. Null where all is said: the help, or what is wrong, which sets the exit code. */
export function asked(args: readonly string[]): RigCommand | null {
  try {
    const command = commandLine(args);
    if (command === null) process.stdout.write(HELP);
    return command;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(usageWords(error, "test:hardware", "npm run test:hardware -- --help"));
    process.exitCode = USAGE_EXIT_CODE;
    return null;
  }
}

/** Null where help is asked for. Throws a `UsageError`. */
export function commandLine(args: readonly string[]): RigCommand | null {
  const { values } = readOptions(args, {
    suites: { type: "string" },
    kernel: { type: "string", default: "none" },
    help: { type: "boolean", short: "h", default: false },
  });
  if (values.help) return null;
  const known = Object.keys(SUITES);
  const wanted = values.suites?.split(",").map((name) => oneOf("suite", name.trim(), known)) ?? known;
  const suites = known.filter((name) => wanted.includes(name));
  return { suites, needsGuest: suites.some((name) => SUITES[name]?.place === "guest"), kernel: values.kernel };
}
