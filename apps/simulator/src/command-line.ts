import { parseArgs } from "node:util";
import type { CertificateSource } from "./certificates.js";
import type { CrowdOptions } from "./crowd/crowd.js";
import { LIMITS } from "./limits.js";
import { StartError } from "./start-error.js";

/** What a command line asks for. */
export type Command =
  | { readonly name: "help" }
  | { readonly name: "reader"; readonly path: string }
  | ({ readonly name: "crowd" } & CrowdCommand)
  | ({ readonly name: "serve" } & ServeCommand);

export interface ServeCommand {
  readonly venueFile: string;
  readonly host: string;
  readonly port: number;
  readonly presencePort: number;
  readonly certificate: CertificateSource | null;
  readonly databaseFile: string | null;
  readonly readerPaths: readonly string[];
  readonly logLevel: string;
}

export type CrowdCommand = Pick<CrowdOptions, "venueFile" | "presence" | "devices" | "scans" | "scansPerSecond">;

const VENUE_MISSING = "--venue FILE is missing: the file that describes the venue";
const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"];

export const HELP = `Usage: usher-simulator serve --venue FILE [options]
       usher-simulator reader --to PATH
       usher-simulator crowd --venue FILE --presence URL [options]

serve   A Presence-compatible service for the venue that FILE describes (.jsonc). Prints one line of JSON
        {"url","presence","admin"} on standard output when it is ready; its log goes to standard error.

  --port N            of the page and the control surface; default 0, any free one
  --presence-port N   of the Presence API; default 0, any free one
  --host NAME         the address to listen on; default 127.0.0.1
  --tls               HTTPS, with a private CA made for this run; the ready line names its file in "ca"
  --tls-cert FILE     HTTPS with this certificate (PEM) ...
  --tls-key FILE      ... and its key
  --db FILE           keeps devices, tickets and scans in FILE; default: until the simulator ends
  --reader PATH       a virtual reader that scans into the serial line PATH, such as a PTY; may be given again
  --log-level LEVEL   ${LOG_LEVELS.join(", ")}; default info

reader  Scans each line of standard input into the serial line PATH, as a barcode scanner would.

  --to PATH           the serial line

crowd   Scans tickets of the venue at random, at all of its gates, and prints one line of JSON: how many got which answer,
        and how long they waited. To a simulator on this machine only.

  --presence URL      "presence" of the simulator's ready line
  --devices N         how many scan side by side; default 4
  --scans N           default 1000
  --per-second N      scans a second, all devices together; default 20
`;

/** Reads a command line, without the program's own name. Throws a {@link StartError} of code `usage`. */
export function readCommandLine(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (words.some((word) => word === "--help" || word === "-h") || name === "help") return { name: "help" };
  if (name === "serve") return serveCommand(rest);
  if (name === "reader") return readerCommand(rest);
  if (name === "crowd") return crowdCommand(rest);
  throw usage(name === undefined ? "a subcommand is missing" : `there is no subcommand "${name}"`);
}

function readerCommand(words: readonly string[]): Command {
  const { values } = parsed(words, { to: { type: "string" } });
  if (values.to === undefined) throw usage("--to PATH is missing: the serial line to scan into");
  return { name: "reader", path: values.to };
}

function crowdCommand(words: readonly string[]): Command {
  const { values } = parsed(words, {
    venue: { type: "string" },
    presence: { type: "string" },
    devices: { type: "string", default: "4" },
    scans: { type: "string", default: "1000" },
    "per-second": { type: "string", default: "20" },
  });
  if (values.venue === undefined) throw usage(VENUE_MISSING);
  if (values.presence === undefined) throw usage("--presence URL is missing: where the simulator's ready line says");
  return {
    name: "crowd",
    venueFile: values.venue,
    presence: values.presence,
    devices: countOf("--devices", values.devices, LIMITS.crowdDevices),
    scans: countOf("--scans", values.scans, LIMITS.crowdScans),
    scansPerSecond: countOf("--per-second", values["per-second"], LIMITS.crowdScans),
  };
}

function countOf(option: string, text: string, most: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw usage(`${option} ${text}: expected a number from 1 to ${most}`);
}

function serveCommand(words: readonly string[]): Command {
  const { values } = parsed(words, {
    venue: { type: "string" },
    port: { type: "string", default: "0" },
    "presence-port": { type: "string", default: "0" },
    host: { type: "string", default: "127.0.0.1" },
    tls: { type: "boolean", default: false },
    "tls-cert": { type: "string" },
    "tls-key": { type: "string" },
    db: { type: "string" },
    reader: { type: "string", multiple: true, default: [] },
    "log-level": { type: "string", default: "info" },
  });
  if (values.venue === undefined) throw usage(VENUE_MISSING);
  const logLevel = values["log-level"];
  if (!LOG_LEVELS.includes(logLevel)) throw usage(`--log-level ${logLevel}: expected one of ${LOG_LEVELS.join(", ")}`);
  return {
    name: "serve",
    venueFile: values.venue,
    host: values.host,
    port: portOf("--port", values.port),
    presencePort: portOf("--presence-port", values["presence-port"]),
    certificate: certificateSource({ ...values, certFile: values["tls-cert"], keyFile: values["tls-key"] }),
    databaseFile: values.db ?? null,
    readerPaths: values.reader,
    logLevel,
  };
}

interface CertificateWords {
  readonly tls: boolean;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly host: string;
  readonly db?: string | undefined;
}

function certificateSource({ tls, certFile, keyFile, host, db }: CertificateWords): CertificateSource | null {
  if (certFile !== undefined && keyFile !== undefined) return { kind: "files", certFile, keyFile };
  if (certFile !== undefined || keyFile !== undefined)
    throw usage("--tls-cert and --tls-key go together: give both, or only --tls");
  return tls ? { kind: "private", host, beside: db ?? null } : null;
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw usage(`${option} ${text}: expected a port from 1 to 65535, or 0 for any free one`);
}

function parsed<Options extends NonNullable<Parameters<typeof parseArgs>[0]>["options"] & object>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(problem: string): StartError {
  return new StartError("usage", `${problem}\n--help shows what can be given`);
}
