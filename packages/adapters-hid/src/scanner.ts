import { ScannerError, type Cue, type Frame, type Scanner, type ScannerInfo, type Time } from "@usher/core";
import { Assembler, type Decoder, type DroppedRead } from "@usher/decoders";
import { deviceName } from "@usher/devices";
import { Subject } from "rxjs";
import { openFailure } from "./open-failure.js";
import type { OpenedHidDevice, OpenHidDevice } from "./port.js";

/** The output reports that let a scanner sound or show a cue, in order. */
export type CueReports = Readonly<Record<Cue, readonly Uint8Array[]>>;

/** What an open HID scanner is made of. */
export interface HidScannerParts {
  readonly info: ScannerInfo;
  readonly decoder: Decoder;
  readonly time: Time;
  readonly openDevice: OpenHidDevice;
  readonly onDropped: (info: ScannerInfo, read: DroppedRead) => void;
  /** How it is told a cue; null where it can't be. */
  readonly cues: CueReports | null;
  /** Feature reports that it needs before it reads. */
  readonly enabling: readonly Uint8Array[];
}

/** Opens the device and reads it from then on. Rejects with a `ScannerError` that names the device and what to do. */
export async function openHidScanner(parts: HidScannerParts): Promise<Scanner> {
  const { info, cues, openDevice } = parts;
  const frames = new Subject<Frame>();
  const assembler = new Assembler(parts.decoder, parts.time, {
    frame: (frame) => frames.next(frame),
    dropped: (read) => parts.onDropped(info, read),
    reply: (bytes) => send(bytes),
  });
  const opening = openDevice(info.path, {
    report: (bytes) => assembler.take(bytes),
    closed: (cause) => {
      assembler.stop();
      // After a close that was asked for, the frames are complete already and this says nothing.
      frames.error(lost(info, cause));
    },
  });
  // What a scanner does not take is lost with it, and that it is lost is told by reading.
  const tell = async (action: (device: OpenedHidDevice) => Promise<void>): Promise<void> =>
    opening.then(action).catch(() => undefined);
  const send = (report: Uint8Array): void => void tell((device) => device.write(report));

  const device = await opening.catch((cause: unknown) => {
    throw openFailure(info, cause);
  });
  for (const report of parts.enabling) await tell(() => device.sendFeatureReport(report));
  return {
    info,
    frames$: frames.asObservable(),
    ...(cues === null ? {} : { signal: (cue: Cue) => cues[cue].forEach(send) }),
    close: () => {
      assembler.stop();
      frames.complete();
      return device.close();
    },
  };
}

function lost(info: ScannerInfo, cause: unknown): ScannerError {
  return new ScannerError("lost", `the scanner ${deviceName(info)} is gone: check its plug and cable`, { cause });
}
