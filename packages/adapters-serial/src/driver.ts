import { ScannerError, type ScannerDriver, type ScannerInfo, type Time } from "@usher/core";
import { FrameDecoder, SsiDecoder, type DroppedRead, type Framing } from "@usher/decoders";
import { knownSettings, tellLog } from "@usher/devices";
import { commandsFor, type CommandSet, type WantedCommands } from "./commands.js";
import { findPort, listScanners, surroundings, type Surroundings } from "./discover.js";
import { openNativePort } from "./native.js";
import { DEFAULT_LINE } from "./open-port.js";
import type { LineSettings, OpenPort } from "./port.js";
import { openSerialScanner } from "./scanner.js";

/** How a serial scanner talks. What is left out is 9600 8N1 with reads that end in CR, LF or both. */
export interface SerialSettings extends Partial<LineSettings> {
  /** Reads as plain bytes with an end, or packets of Zebra's Simple Serial Interface. Default `"lines"`. */
  readonly protocol?: SerialProtocol;
  /** How a read ends; of SSI, whose packets tell, only `prefix` and `suffix` count. */
  readonly framing?: Framing;
  /** What the scanner can be told, where that can't be known from its make. */
  readonly commands?: WantedCommands;
  /** The scanner reads as long as it is open here, without a finger on its trigger. Needs commands that know a trigger. */
  readonly hostTrigger?: boolean;
}

/** What a scanner sends: reads as plain bytes, or packets. */
export type SerialProtocol = "lines" | "ssi";

/** What the driver needs of the world. All but `time` is the machine's own where not given. */
export interface SerialDriverOptions extends Surroundings {
  readonly time: Time;
  readonly openPort?: OpenPort;
  /** Hears of reads that were dropped: too long, cut short, or garbled. For a log; never the bytes themselves. */
  readonly onDropped?: (info: ScannerInfo, read: DroppedRead) => void;
  /** Hears that a cue, a command or an acknowledgement could not be written to a scanner. For a log. */
  readonly onUnwritten?: (info: ScannerInfo, error: unknown) => void;
}

const LINE = ["baudRate", "dataBits", "parity", "stopBits", "flowControl"] as const;
const SETTINGS = [...LINE, "protocol", "framing", "commands", "hostTrigger"] as const;

const DEFAULT_FRAMING: Framing = { end: "any" };

/**
 * Scanners on serial lines: RS-232, USB-CDC, USB-serial bridges, PTYs. It lists ports behind USB only; a scanner on a plain
 * `ttyS` does not show and is opened by its path all the same.
 */
export function serialDriver(options: SerialDriverOptions): ScannerDriver<SerialSettings> {
  const { time, openPort = openNativePort, onDropped, onUnwritten, ...given } = options;
  const around = surroundings(given);
  return {
    kind: "serial",
    list: () => listScanners(around),
    open: async (wanted, settings) => {
      const known = knownSettings(settings, SETTINGS, "a serial scanner");
      const { protocol = "lines", framing, commands: told, hostTrigger = false, ...line } = known;
      if (protocol !== "lines" && protocol !== "ssi")
        throw new ScannerError("failed", `the protocol "${String(protocol)}" is not known: expected lines or ssi`);
      const info = await findPort(wanted, around);
      const commands = commandsFor(told, protocol, info.vendorId);
      return openSerialScanner({
        info,
        line: { ...DEFAULT_LINE, ...line },
        decoder: protocol === "ssi" ? new SsiDecoder(framing) : new FrameDecoder(framing ?? DEFAULT_FRAMING),
        commands,
        trigger: hostTrigger ? triggerOf(info, commands) : null,
        time,
        openPort,
        holderOf: around.holderOf,
        onDropped: (read) => tellLog(onDropped, info, read),
        onUnwritten: (error) => tellLog(onUnwritten, info, error),
      });
    },
  };
}

function triggerOf({ path }: ScannerInfo, commands: CommandSet | null): NonNullable<CommandSet["trigger"]> {
  if (commands?.trigger !== undefined) return commands.trigger;
  const fix = 'name its make in "commands", or take "hostTrigger" out and set the scanner to presentation mode';
  throw new ScannerError("failed", `nothing is known of the scanner on ${path} that would pull its trigger: ${fix}`);
}
