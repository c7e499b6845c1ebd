import { oneOf, readOptions, UsageError, usageWords } from "@usher/validators";

/** What a report is asked for with. `sinceMs` is Unix time. */
export interface ReportCommand {
  readonly file: string;
  readonly sinceMs: number | null;
  readonly format: (typeof FORMATS)[number];
  readonly wholeTokens: boolean;
  readonly serviceScansFile: string | null;
  readonly internalGates: readonly string[];
}

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: "run"; readonly file: string }
  | { readonly kind: "report"; readonly report: ReportCommand }
  | { readonly kind: "help" | "schema" | "version" }
  | { readonly kind: "mistake"; readonly message: string };

export const HELP = `usher-kiosk - the gate kiosk of Usher

Usage: usher-kiosk --config FILE
       usher-kiosk report --config FILE [--since TIME] [--format text|ndjson] [--tokens]
                          [--service-scans FILE [--internal-gate NAME]...]

  --config FILE  configuration, JSON with comments
  --schema       print the JSON Schema of the configuration
  --version      print which version this is
  --help         print this

Once the pages are there, one line of JSON goes to standard output: {"url": "http://127.0.0.1:PORT"}.
The log goes to standard error. SIGTERM and SIGINT end the kiosk.

report prints what happened at this gate without the service: outages, what was permitted in them, tickets
that may have let in two people, what is in doubt, quarantined or not uploaded. The kiosk may go on meanwhile.

  --since TIME          from then on: 2026-07-31T18:00, this machine's time where no zone is given
  --format text|ndjson  for people (default), or a line of JSON for each finding
  --tokens              whole ticket tokens, not masked ones
  --service-scans FILE  what the service knows (JSON or NDJSON, as the simulator's /admin/scans gives it):
                        finds tickets that entered at another device too
  --internal-gate NAME  a gate in that file whose scans are not entries to the venue; may be repeated
`;

const FORMATS = ["text", "ndjson"] as const;

/** Reads the arguments behind the program's name. */
export function commandLine(args: readonly string[]): CommandLine {
  try {
    return args[0] === "report" ? reportCommandLine(args.slice(1)) : runCommandLine(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { kind: "mistake", message: usageWords(error, "usher-kiosk") };
  }
}

function runCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = readOptions(
    args,
    {
      config: { type: "string" },
      schema: { type: "boolean" },
      version: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
    true,
  );
  if (values.help === true) return { kind: "help" };
  const [word] = positionals;
  if (word !== undefined)
    throw new UsageError(`"${word}" is no command: usher-kiosk --config FILE, or usher-kiosk report --config FILE`);
  if (values.version === true) return { kind: "version" };
  if (values.schema === true) return { kind: "schema" };
  if (values.config === undefined) throw new UsageError("name the configuration: usher-kiosk --config FILE");
  return { kind: "run", file: values.config };
}

function reportCommandLine(args: readonly string[]): CommandLine {
  const { values } = readOptions(args, {
    config: { type: "string" },
    since: { type: "string" },
    format: { type: "string", default: "text" },
    tokens: { type: "boolean", default: false },
    "service-scans": { type: "string" },
    "internal-gate": { type: "string", multiple: true, default: [] },
    version: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  const { config, since } = values;
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  if (config === undefined) throw new UsageError("name the configuration: usher-kiosk report --config FILE");
  if (values["internal-gate"].length > 0 && values["service-scans"] === undefined)
    throw new UsageError("--internal-gate is about the gates in a file of --service-scans: name that file too");
  const report = {
    file: config,
    sinceMs: since === undefined ? null : momentOf(since),
    format: oneOf("--format", values.format, FORMATS),
    wholeTokens: values.tokens,
    serviceScansFile: values["service-scans"] ?? null,
    internalGates: values["internal-gate"],
  };
  return { kind: "report", report };
}

/** Unix milliseconds. A day alone begins at this machine's midnight; JavaScript would take that of London. */
function momentOf(text: string): number {
  const moment = text.length === "2026-07-31".length ? `${text}T00:00` : text;
  const timeMs = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(moment) : Number.NaN;
  if (Number.isNaN(timeMs)) throw new UsageError(`--since is "${text}", expected a time such as 2026-07-31T18:00`);
  return timeMs;
}
