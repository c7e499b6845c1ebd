import { oneOf, readOptions, UsageError, wholeNumber } from "@usher/validators";
import type { CertificateSource } from "./certificates.js";
import type { CrowdOptions } from "./crowd/crowd.js";
import { LIMITS } from "./limits.js";

/** What a command line asks for. */
export type Command =
  | { readonly name: "help" | "version" }
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
const HIGHEST_PORT = 65_535;
const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"];

export const HELP = `Usage: usher-simulator serve --venue FILE [options]
       usher-simulator reader --to PATH
       usher-simulator crowd --venue FILE --presence URL [options]
       usher-simulator --version

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

/** Options that every command takes; what they ask for is answered before the others are looked at. */
const COMMON = { version: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

const COMMANDS = ["serve", "reader", "crowd"] as const;

/** Reads a command line, without the program's own name. Throws a `UsageError`. */
export function readCommandLine(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (words.some((word) => word === "--help" || word === "-h") || name === "help") return { name: "help" };
  if (words.includes("--version")) return { name: "version" };
  if (name === undefined) throw new UsageError(`name a command: ${COMMANDS.join(", ")}`);
  const command = oneOf("command", name, COMMANDS);
  if (command === "serve") return serveCommand(rest);
  return command === "reader" ? readerCommand(rest) : crowdCommand(rest);
}

function readerCommand(words: readonly string[]): Command {
  const { values } = readOptions(words, { to: { type: "string" }, ...COMMON });
  if (values.to === undefined) throw new UsageError("--to PATH is missing: the serial line to scan into");
  return { name: "reader", path: values.to };
}

function crowdCommand(words: readonly string[]): Command {
  const { values } = readOptions(words, {
    venue: { type: "string" },
    presence: { type: "string" },
    devices: { type: "string", default: "4" },
    scans: { type: "string", default: "1000" },
    "per-second": { type: "string", default: "20" },
    ...COMMON,
  });
  if (values.venue === undefined) throw new UsageError(VENUE_MISSING);
  if (values.presence === undefined)
    throw new UsageError("--presence URL is missing: where the simulator's ready line says");
  return {
    name: "crowd",
    venueFile: values.venue,
    presence: values.presence,
    devices: wholeNumber("--devices", values.devices, 1, LIMITS.crowdDevices),
    scans: wholeNumber("--scans", values.scans, 1, LIMITS.crowdScans),
    scansPerSecond: wholeNumber("--per-second", values["per-second"], 1, LIMITS.crowdScans),
  };
}

function serveCommand(words: readonly string[]): Command {
  const { values } = readOptions(words, {
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
    ...COMMON,
  });
  if (values.venue === undefined) throw new UsageError(VENUE_MISSING);
  return {
    name: "serve",
    venueFile: values.venue,
    host: values.host,
    port: wholeNumber("--port", values.port, 0, HIGHEST_PORT),
    presencePort: wholeNumber("--presence-port", values["presence-port"], 0, HIGHEST_PORT),
    certificate: certificateSource({ ...values, certFile: values["tls-cert"], keyFile: values["tls-key"] }),
    databaseFile: values.db ?? null,
    readerPaths: values.reader,
    logLevel: oneOf("--log-level", values["log-level"], LOG_LEVELS),
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
    throw new UsageError("--tls-cert and --tls-key go together: give both, or only --tls");
  return tls ? { kind: "private", host, beside: db ?? null } : null;
}
