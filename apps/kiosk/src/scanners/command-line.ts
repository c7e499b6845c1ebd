import { parseArgs } from "node:util";

/** Which scanner is meant, where not every one is: its path, and how it is read. */
export interface NamedByPath {
  readonly path: string;
  readonly kind: ScannerKind;
}

const KINDS = ["hid", "serial", "usb", "keyboard"] as const;
type ScannerKind = (typeof KINDS)[number];

/** What the command line asks for. */
export type ScannersCommand =
  | { readonly kind: "list"; readonly json: boolean }
  | {
      readonly kind: "watch";
      readonly json: boolean;
      readonly named: NamedByPath | null;
      readonly configFile: string | null;
      readonly layout: string | null;
      readonly mode: string | null;
    }
  | {
      readonly kind: "capture";
      readonly file: string;
      readonly named: NamedByPath | null;
      readonly layout: string | null;
      readonly mode: string | null;
    }
  | { readonly kind: "doctor" | "rules" | "help" }
  | { readonly kind: "mistake"; readonly message: string };

export const HELP = `usher-scanners - what scanners are attached, what they read, and what keeps them from being read

Usage: usher-scanners list [--json]
       usher-scanners watch [--path PATH [--kind KIND] [--layout LAYOUT] [--mode MODE] | --config FILE] [--json]
       usher-scanners capture FILE [--path PATH [--kind KIND]] [--layout LAYOUT] [--mode MODE]
       usher-scanners doctor
       usher-scanners rules

list     what is attached, recognised as what, in which mode, and whether it can be read or why not
watch    every read as it comes, with its symbology and bytes, until Ctrl-C; of all scanners that are recognised,
         of the one at PATH, or of the readers of a kiosk's configuration
capture  writes what one scanner sends, byte for byte, to FILE until Ctrl-C: to send to us when it is read wrongly.
         Scan test codes, not tickets: whoever has the file can read them
doctor   looks for what keeps scanners from being read (rights, libraries, other programs), and says the fix;
         ends with 1 where something is wrong
rules    prints the udev rules for the scanners that Usher knows

  --path PATH      a scanner by its path, such as /dev/ttyUSB0
  --kind KIND      how it is read: hid, serial, usb or keyboard (default: hid for /dev/hidraw...,
                   usb for /sys/bus/usb/..., else serial)
  --layout LAYOUT  the layout of a scanner that types (default us)
  --mode MODE      how a scanner of kind usb talks, where its ids don't tell: keyboard, hidPos, lines or ssi
  --json           for programs
  --help           print this
`;

/** Reads the arguments behind the program's name. */
export function scannersCommandLine(args: readonly string[]): ScannersCommand {
  try {
    return parsed(args);
  } catch (error) {
    // parseArgs explains itself: which option, and what it does not take.
    return mistake(error instanceof Error ? error.message : String(error));
  }
}

function parsed(args: readonly string[]): ScannersCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      path: { type: "string" },
      kind: { type: "string" },
      config: { type: "string" },
      layout: { type: "string" },
      mode: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [command, file, ...rest] = positionals;
  const { json, config = null, layout = null, mode = null } = values;
  if (values.help) return { kind: "help" };
  const strange = Object.entries(values).find(([option, value]) => isStrange(option, value, command));
  if (strange !== undefined) return mistake(`"--${strange[0]}" means nothing to ${command}`);
  const named = namedBy(values);
  if (typeof named === "string") return mistake(named);
  if (command === "capture") {
    if (file === undefined || rest.length > 0) return mistake("name one file: usher-scanners capture FILE");
    return { kind: "capture", file, named, layout, mode };
  }
  if (file !== undefined) return mistake(`"${file}" means nothing here`);
  switch (command) {
    case "list":
      return { kind: "list", json };
    case "watch":
      if (named !== null && config !== null) return mistake("--path or --config, not both");
      if (config !== null && (layout ?? mode) !== null)
        return mistake("no --layout or --mode: the configuration says it");
      return { kind: "watch", json, named, configFile: config, layout, mode };
    case "doctor":
    case "rules":
      return { kind: command };
    case undefined:
    default:
      return mistake(
        `${command === undefined ? "no command" : `"${command}" is no command`}: list, watch, capture, doctor or rules`,
      );
  }
}

/** What each command may be told. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  list: ["json"],
  watch: ["json", "path", "kind", "config", "layout", "mode"],
  capture: ["path", "kind", "layout", "mode"],
  doctor: [],
  rules: [],
};

/** Whether a command was told what it does nothing with. */
function isStrange(option: string, value: string | boolean, command: string | undefined): boolean {
  return value !== false && OPTIONS[command ?? ""]?.includes(option) === false;
}

/** By which paths a scanner is read as what, where nobody says. */
const KIND_OF_PATH = [
  ["/dev/hidraw", "hid"],
  ["/sys/bus/usb/", "usb"],
] as const;

/** The scanner that is named; null where none is, words where it is named wrongly. */
function namedBy({
  path,
  kind,
}: {
  path?: string | undefined;
  kind?: string | undefined;
}): NamedByPath | null | string {
  if (path === undefined)
    return kind === undefined ? null : "--kind says how the scanner at --path is read: name its path";
  const told = kind ?? KIND_OF_PATH.find(([start]) => path.startsWith(start))?.[1] ?? "serial";
  const known = KINDS.find((each) => each === told);
  return known === undefined ? `--kind is "${told}", expected ${KINDS.join(", ")}` : { path, kind: known };
}

function mistake(message: string): ScannersCommand {
  return { kind: "mistake", message: `${message}. More by usher-scanners --help` };
}
