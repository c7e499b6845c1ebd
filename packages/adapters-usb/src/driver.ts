import { ScannerError, type Cue, type Scanner, type ScannerDriver, type ScannerInfo, type Time } from "@usher/core";
import { fingerprintOf, hexBytes, makeOf, SSI_CUES, type Decoder, type DroppedRead } from "@usher/decoders";
import { knownSettings, tellLog } from "@usher/devices";
import { decoderFor, type DecodingSettings } from "./decoding.js";
import {
  findDevice,
  listScanners,
  placeOf,
  readingsWanted,
  surroundings,
  whyNot,
  wrongMode,
  type Surroundings,
} from "./discover.js";
import { claimNativeInterface, loadLibrary as loadNative } from "./native.js";
import type { ClaimedInterface, ClaimInterface, ListedUsbDevice } from "./port.js";
import type { Reading, WantedReading } from "./profiles.js";
import { usbScanner } from "./scanner.js";

/** How a scanner talks over USB. What is left out is known by its ids, where they are known. */
export interface UsbSettings extends WantedReading, DecodingSettings {
  /** What the scanner is sent on its endpoint out for a permit and a denial, as hexadecimal bytes (`"16 07 0d"`). */
  readonly cues?: Readonly<Partial<Record<Cue, string>>>;
}

const SETTINGS = ["mode", "interfaceNumber", "keyboard", "framing", "cues"] as const;

/** What the driver needs of the world. All but `time` is the machine's own where not given. */
export interface UsbDriverOptions extends Surroundings {
  readonly time: Time;
  readonly claimInterface?: ClaimInterface;
  /** Loads what claims interfaces; rejects with a `ScannerError` where it is missing. */
  readonly loadLibrary?: () => Promise<unknown>;
  /** Hears of reads that were dropped: too long, cut short, or garbled. For a log; never the bytes themselves. */
  readonly onDropped?: (info: ScannerInfo, read: DroppedRead) => void;
  /** Hears that a cue or an acknowledgement could not be written to a scanner. For a log. */
  readonly onUnwritten?: (info: ScannerInfo, error: unknown) => void;
}

/**
 * Scanners whose USB interface is taken from the kernel and from everybody else: those with an interface of the vendor's own, and
 * keyboards and HID POS scanners that must not reach the desktop.
 */
export function usbDriver(options: UsbDriverOptions): ScannerDriver<UsbSettings> {
  const {
    time,
    claimInterface = claimNativeInterface,
    loadLibrary = loadNative,
    onDropped,
    onUnwritten,
    ...given
  } = options;
  const around = surroundings(given);
  const held = new Map<string, string | null>();

  const open = async (device: ListedUsbDevice, settings: UsbSettings): Promise<Scanner> => {
    const ownCues = cuesOf(settings);
    const { reading, claimed, decoder } = await claim(device, settings, { ...around, claimInterface });
    const { profile } = reading;
    const cues = ownCues ?? (profile.mode === "ssi" ? SSI_CUES : null);
    const make = fingerprintOf(device);
    const info = { ...placeOf(device), ...(make === null ? {} : { model: makeOf(make) }) };
    const hears = reading.interface.endpoints.some(({ direction }) => direction === "out");
    held.set(device.port, reading.interface.driver);
    return usbScanner({
      info,
      claimed,
      decoder,
      headerBytes: profile.headerBytes ?? 0,
      goodbye: profile.greeting?.goodbye ?? null,
      cues: hears ? cues : null,
      time,
      onDropped: (read) => tellLog(onDropped, info, read),
      onUnwritten: (error) => tellLog(onUnwritten, info, error),
      onFree: () => held.delete(device.port),
    });
  };
  return {
    kind: "usb",
    list: () => listScanners(around, held),
    open: async (wanted, settings) => {
      // On Linux devices are found without it; but where it is missing, nothing that is found can be opened.
      await loadLibrary();
      const known = knownSettings(settings, SETTINGS, "a scanner at a USB interface");
      return open(await findDevice(wanted, around), known);
    },
  };
}

interface Claiming extends Pick<Required<Surroundings>, "holderOf"> {
  readonly claimInterface: ClaimInterface;
}

interface Claim {
  readonly reading: Reading;
  readonly claimed: ClaimedInterface;
  readonly decoder: Decoder;
}

/** Takes the first interface that can be read as it is wanted. */
async function claim(device: ListedUsbDevice, settings: UsbSettings, around: Claiming): Promise<Claim> {
  for (const reading of await readingsWanted(device, settings, around)) {
    let claimed: ClaimedInterface | null = null;
    try {
      claimed = await around.claimInterface(device, reading.interface);
      const { setUp = [], greeting } = reading.profile;
      // A device that does not know a request stalls it, and is read all the same.
      for (const request of setUp) await claimed.controlOut(request).catch(() => undefined);
      if (greeting !== undefined) await claimed.write(greeting.hello);
      const decoder = await decoderFor(reading.profile, claimed, settings);
      if (decoder !== null) return { reading, claimed, decoder };
      await claimed.release();
    } catch (cause) {
      await claimed?.release();
      throw await whyNot(device, cause, around);
    }
  }
  throw wrongMode(device, settings);
}

type CueBytes = Readonly<Partial<Record<Cue, Uint8Array>>>;

/** The cues that are set, as bytes. Throws before anything is taken where they are none. */
function cuesOf({ cues }: UsbSettings): CueBytes | null {
  if (cues === undefined) return null;
  return {
    ...(cues.permit === undefined ? {} : { permit: bytesOf(cues.permit) }),
    ...(cues.deny === undefined ? {} : { deny: bytesOf(cues.deny) }),
  };
}

function bytesOf(text: string): Uint8Array {
  const bytes = hexBytes(text);
  if (bytes !== null) return bytes;
  throw new ScannerError("failed", `"${text}" is no cue for a scanner: expected hexadecimal bytes such as "16 07 0d"`);
}
