import { ScannerError, type Scanner, type ScannerDriver, type ScannerInfo } from "@usher/core";
import {
  KEYBOARD_LAYOUTS,
  KeyboardDecoder,
  keyboardReports,
  type Decoder,
  type KeyboardLayoutName,
  type KeyboardSettings,
} from "@usher/decoders";
import { knownSettings, tellLog } from "@usher/devices";
import { finding, type FoundScanner } from "./discover.js";
import type { HidDriverOptions } from "./hid-pos-driver.js";
import { holdKeys, type HeldBy, type KeyHold } from "./key-hold.js";
import { LIMITS } from "./limits.js";
import { openNativeDevice } from "./native.js";
import { openHidScanner } from "./scanner.js";
import { inputDevices, type InputDevice } from "./linux-devices.js";

/** How a scanner in keyboard mode is set, and whether its keys are kept from other programs. */
export interface KeyboardScannerSettings extends Omit<KeyboardSettings, "layout"> {
  /** The layout that the scanner is set to, whatever the computer's. Default `"us"`. */
  readonly layout?: KeyboardLayoutName;
  /**
   * Whether nobody else may get its keys: `"preferred"` (the default) takes what can be had and says it, `"required"` does not
   * open the scanner otherwise, `"off"` lets it type.
   */
  readonly exclusive?: "preferred" | "required" | "off";
}

const SETTINGS = ["layout", "end", "quietMs", "prefix", "suffix", "exclusive"] as const;

/** What the driver needs of the world. All but `time` is the machine's own where not given. */
export interface KeyboardDriverOptions extends HidDriverOptions {
  readonly platform?: string;
  readonly findInputs?: (path: string) => Promise<readonly InputDevice[]>;
  readonly hold?: (info: ScannerInfo, inputs: readonly InputDevice[]) => Promise<KeyHold>;
}

/** An open scanner in keyboard mode. Its `status` says whether its keys are kept from other programs, and what to do if not. */
export interface KeyboardScanner extends Scanner {
  readonly status: string;
  /** What keeps its keys from other programs. */
  readonly heldBy: HeldBy;
}

/** The driver of scanners in keyboard mode. */
export interface KeyboardDriver extends ScannerDriver<KeyboardScannerSettings> {
  open(...asked: Parameters<ScannerDriver<KeyboardScannerSettings>["open"]>): Promise<KeyboardScanner>;
}

const ELSEWHERE =
  "scanners in keyboard mode are read on Linux only (Windows and macOS give no keyboard away): " +
  'set the scanner to HID POS (a reader of kind "hid") or to USB serial (kind "serial")';
const TYPES: KeyHold = { by: null, message: "its keys reach other programs too", release: async () => undefined };

/**
 * Scanners that type like a keyboard, read before the system makes letters of it, with the layout of the scanner. A keyboard is
 * only taken where its ids are known as a scanner's, or where it was named by its ids, serial number or socket (not by its path, which
 * may be another keyboard's after a replug): never the operator's. On Linux only.
 */
export function keyboardDriver(options: KeyboardDriverOptions): KeyboardDriver {
  const { time, openDevice = openNativeDevice, onDropped, platform = process.platform } = options;
  const { findInputs = inputDevices, hold = holdKeys } = options;
  const scanners = finding({ reads: ["keyboard"], knownOnly: true }, options);
  const isLinux = platform === "linux";

  const held = async (info: ScannerInfo, exclusive: KeyboardScannerSettings["exclusive"]): Promise<KeyHold> => {
    if (exclusive === "off") return TYPES;
    for (let attempt = 1; ; attempt += 1) {
      const inputs = await findInputs(info.path);
      const keys = await hold(info, inputs);
      // The kernel makes the input devices before the node: where there are none, nothing else gets its keys.
      if (keys.by !== null || inputs.length === 0) return keys;
      if (attempt < LIMITS.holdAttempts) await new Promise<void>((resolve) => time.after(LIMITS.holdRetryMs, resolve));
      else if (exclusive === "required") throw new ScannerError("noRights", keys.message);
      else return keys;
    }
  };

  const open = async (found: FoundScanner, settings: KeyboardScannerSettings): Promise<KeyboardScanner> => {
    const { info } = found;
    const keys = await held(info, settings.exclusive);
    try {
      const scanner = await openHidScanner({
        info,
        decoder: decoderOf(found, settings),
        time,
        openDevice,
        onDropped: (...dropped) => tellLog(onDropped, ...dropped),
        cues: null,
        enabling: [],
      });
      return released(scanner, keys);
    } catch (error) {
      await keys.release();
      throw error;
    }
  };

  return {
    kind: "keyboard",
    list: async () => {
      const listed = await scanners.list();
      if (isLinux) return listed;
      return listed.map((info) => ({ ...info, trouble: { code: "wrongMode", message: ELSEWHERE } }));
    },
    open: async (wanted, settings) => {
      if (!isLinux) throw new ScannerError("wrongMode", ELSEWHERE);
      const known = knownSettings(settings, SETTINGS, "a scanner in keyboard mode");
      return open(await scanners.find(wanted), known);
    },
  };
}

/** The scanner, which gives its keys back when it is closed or lost. */
function released(scanner: Scanner, { by, message, release }: KeyHold): KeyboardScanner {
  scanner.frames$.subscribe({ error: () => void release(), complete: () => void release() });
  return {
    ...scanner,
    status: message,
    heldBy: by,
    close: async () => {
      await scanner.close();
      await release();
    },
  };
}

/** A keyboard's reports, made boot reports first where they are others. */
function decoderOf({ reportDescriptor }: FoundScanner, settings: KeyboardScannerSettings): Decoder {
  const { layout = "us", ...rest } = settings;
  const reports = keyboardReports(reportDescriptor);
  const decoder = new KeyboardDecoder({ ...rest, layout: KEYBOARD_LAYOUTS[layout] });
  return {
    get waitUntilMs() {
      return decoder.waitUntilMs;
    },
    push: (report, nowMs) => {
      const boot = reports.toBoot(report);
      return boot === null ? decoder.settle(nowMs) : decoder.push(boot, nowMs);
    },
    settle: (nowMs) => decoder.settle(nowMs),
  };
}
