import { oneOf, readOptions, UsageError, usageWords } from "@usher/validators";
import { captureHeadSchema, type CaptureHead } from "./capture/capture-line.js";

/** Which scanner is meant, where not every one is: its path, and how it is read. */
export interface NamedByPath {
  readonly path: string;
  readonly kind: ScannerKind;
}

const KINDS = ["hid", "serial", "usb", "keyboard"] as const;
type ScannerKind = (typeof KINDS)[number];

/** What a capture can say of itself; undefined where nobody said it. */
type Layout = CaptureHead["layout"];
type Mode = CaptureHead["mode"];

const COMMANDS = ["list", "watch", "capture", "doctor", "rules"] as const;

/** What the command line asks for. */
export type ScannersCommand =
  | { readonly kind: "list"; readonly json: boolean }
  | {
      readonly kind: "watch";
      readonly json: boolean;
      readonly named: NamedByPath | null;
      readonly configFile: string | null;
      readonly layout: Layout;
      readonly mode: Mode;
    }
  | {
      readonly kind: "capture";
      readonly file: string;
      readonly named: NamedByPath | null;
      readonly layout: Layout;
      readonly mode: Mode;
    }
  | { readonly kind: "doctor" | "rules" | "help" | "version" }
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
  --version        print which version this is
  --help           print this
`;

/** Reads the arguments behind the program's name. */
export function scannersCommandLine(args: readonly string[]): ScannersCommand {
  try {
    return parsed(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { kind: "mistake", message: usageWords(error, "usher-scanners") };
  }
}

function parsed(args: readonly string[]): ScannersCommand {
  const { values, positionals } = readOptions(
    args,
    {
      json: { type: "boolean", default: false },
      path: { type: "string" },
      kind: { type: "string" },
      config: { type: "string" },
      layout: { type: "string" },
      mode: { type: "string" },
      version: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
    true,
  );
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [word, file, ...rest] = positionals;
  if (word === undefined) throw new UsageError(`name a command: ${COMMANDS.join(", ")}`);
  const command = oneOf("command", word, COMMANDS);
  const strange = Object.entries(values).find(([option, value]) => isStrange(option, value, command));
  if (strange !== undefined) throw new UsageError(`--${strange[0]} means nothing to ${command}`);
  const { json, config = null } = values;
  const named = namedBy(values);
  const [layout, mode] = [captured("layout", values.layout), captured("mode", values.mode)];
  if (command === "capture") {
    if (file === undefined || rest.length > 0) throw new UsageError("name one file: usher-scanners capture FILE");
    return { kind: command, file, named, layout, mode };
  }
  if (file !== undefined) throw new UsageError(`"${file}" means nothing to ${command}`);
  if (command === "list") return { kind: command, json };
  if (command !== "watch") return { kind: command };
  if (named !== null && config !== null) throw new UsageError("--path or --config, not both");
  if (config !== null && (layout ?? mode) !== undefined)
    throw new UsageError("no --layout or --mode beside --config: the configuration says it");
  return { kind: command, json, named, configFile: config, layout, mode };
}

/** What each command may be told. */
const OPTIONS: Readonly<Record<(typeof COMMANDS)[number], readonly string[]>> = {
  list: ["json"],
  watch: ["json", "path", "kind", "config", "layout", "mode"],
  capture: ["path", "kind", "layout", "mode"],
  doctor: [],
  rules: [],
};

/** Whether a command was told what it does nothing with. */
function isStrange(option: string, value: string | boolean, command: (typeof COMMANDS)[number]): boolean {
  return value !== false && !OPTIONS[command].includes(option);
}

/** The value of an option that only takes what a capture can say of itself. */
function captured<Key extends "layout" | "mode">(option: Key, told: string | undefined): CaptureHead[Key] {
  if (told === undefined) return undefined;
  const names: readonly string[] = captureHeadSchema.shape[option].unwrap().options;
  return oneOf(`--${option}`, told, names) as CaptureHead[Key];
}

/** By which paths a scanner is read as what, where nobody says. */
const KIND_OF_PATH = [
  ["/dev/hidraw", "hid"],
  ["/sys/bus/usb/", "usb"],
] as const;

/** The scanner that is named; null where none is. */
function namedBy({ path, kind }: { path?: string | undefined; kind?: string | undefined }): NamedByPath | null {
  if (path === undefined) {
    if (kind !== undefined) throw new UsageError("--kind says how the scanner at --path is read: name its path");
    return null;
  }
  const told = kind ?? KIND_OF_PATH.find(([start]) => path.startsWith(start))?.[1] ?? "serial";
  return { path, kind: oneOf("--kind", told, KINDS) };
}
