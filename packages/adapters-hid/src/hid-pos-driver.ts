import type { ScannerDriver, ScannerInfo, Time } from "@usher/core";
import {
  hidPosLayouts,
  HidPosDecoder,
  SnapiDecoder,
  usualHidPosLayouts,
  type Around,
  type Decoder,
  type DroppedRead,
} from "@usher/decoders";
import { knownSettings, tellLog } from "@usher/devices";
import { cueReports, enablingReports } from "./cues.js";
import { finding, type FindingOptions, type FoundScanner } from "./discover.js";
import { openNativeDevice } from "./native.js";
import type { OpenHidDevice } from "./port.js";
import { openHidScanner } from "./scanner.js";

/** What a HID POS or SNAPI scanner puts around its data. Both are taken off where they are there; the suffix is CR if not said. */
export type HidPosSettings = Around;

/** What the driver needs of the world. All but `time` is the machine's own where not given. */
export interface HidDriverOptions extends FindingOptions {
  readonly time: Time;
  readonly openDevice?: OpenHidDevice;
  /** Hears of reads that were dropped: too long, or cut short. For a log; never the bytes themselves. */
  readonly onDropped?: (info: ScannerInfo, read: DroppedRead) => void;
}

/**
 * Scanners in HID POS mode, whatever their make (usage page 0x8C), and Zebra's in SNAPI mode. Scanners in a mode that no driver
 * reads are listed with what to scan; a known one in any other mode is named when it was wanted here.
 */
export function hidPosDriver(options: HidDriverOptions): ScannerDriver<HidPosSettings> {
  const { time, openDevice = openNativeDevice, onDropped } = options;
  const scanners = finding({ reads: ["hidPos", "snapi"], tells: ["ibmHandHeld", "vendor"], knownOnly: false }, options);
  return {
    kind: "hid",
    list: () => scanners.list(),
    open: async (wanted, settings) => {
      const around = knownSettings(settings, ["prefix", "suffix"], "a HID POS scanner");
      const found = await scanners.find(wanted);
      return openHidScanner({
        info: found.info,
        decoder: decoderOf(found, around),
        time,
        openDevice,
        onDropped: (...dropped) => tellLog(onDropped, ...dropped),
        cues: cueReports(found),
        enabling: enablingReports(found),
      });
    },
  };
}

function decoderOf({ mode, vendorId, reportDescriptor }: FoundScanner, around: Around): Decoder {
  if (mode === "snapi") return new SnapiDecoder(around);
  const layouts = reportDescriptor === null ? [] : hidPosLayouts(reportDescriptor);
  return new HidPosDecoder(layouts.length === 0 ? usualHidPosLayouts(vendorId) : layouts, around);
}
