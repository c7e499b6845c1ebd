import { hidPosBeeps, type DeviceMode } from "@usher/decoders";
import type { CueReports } from "./scanner.js";

/** The makers whose scanners take serial commands in an output report, and the feature report that enables their HID POS mode. */
const HONEYWELL = [0x0c2e, 0x23d0, 0x0536];
// WebHidBarcodeScanner 1.2.2 sends it to Honeywell and Youjie: feature report 254, "HID mode" on.
const HONEYWELL_ENABLE = Uint8Array.of(0xfe, 1);
// python_hon_usbhid: report 0xFD, a length, then the serial command; SYN BEL CR beeps once. Reports of HID POS are 64 bytes.
const HONEYWELL_BEEP = padded([0xfd, 3, 0x16, 0x07, 0x0d], 64);
// The beep report of SNAPI, and Zebra's beep codes: one short high tone; three long low ones.
const SNAPI_PERMIT = Uint8Array.of(0x04, 0);
const SNAPI_DENY = Uint8Array.of(0x04, 17);

/** A device that may be told a cue. */
export interface Cueing {
  readonly vendorId: number;
  readonly mode: DeviceMode;
  readonly reportDescriptor: Uint8Array | null;
}

/** The reports that let this scanner sound a cue, by its maker or by the standard Trigger Report; null where none is known. */
export function cueReports({ vendorId, mode, reportDescriptor }: Cueing): CueReports | null {
  if (mode === "snapi") return { permit: [SNAPI_PERMIT], deny: [SNAPI_DENY] };
  if (mode !== "hidPos") return null;
  if (HONEYWELL.includes(vendorId)) {
    return { permit: [HONEYWELL_BEEP], deny: [HONEYWELL_BEEP, HONEYWELL_BEEP, HONEYWELL_BEEP] };
  }
  const beeps = reportDescriptor === null ? null : hidPosBeeps(reportDescriptor);
  return beeps === null ? null : { permit: [beeps.good], deny: [beeps.error] };
}

/** The feature reports that a scanner of this maker needs before it reads. */
export function enablingReports({ vendorId, mode }: Cueing): readonly Uint8Array[] {
  return mode === "hidPos" && HONEYWELL.includes(vendorId) ? [HONEYWELL_ENABLE] : [];
}

function padded(bytes: readonly number[], length: number): Uint8Array {
  const report = new Uint8Array(length);
  report.set(bytes);
  return report;
}
