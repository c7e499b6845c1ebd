import { ScannerError, type Frame, type Scanner, type ScannerInfo, type Time } from "@usher/core";
import { Assembler, FrameDecoder, type DroppedRead, type Framing } from "@usher/decoders";
import { Subject } from "rxjs";
import { openFailure } from "./open-failure.js";
import type { LineSettings, OpenPort } from "./port.js";

/** What an open serial scanner is made of. */
export interface SerialScannerParts {
  readonly info: ScannerInfo;
  readonly line: LineSettings;
  readonly framing: Framing;
  readonly time: Time;
  readonly openPort: OpenPort;
  readonly onDropped: (info: ScannerInfo, read: DroppedRead) => void;
}

/** Opens the port and reads it from then on. Rejects with a `ScannerError` that names the path and what to do. */
export async function openSerialScanner(parts: SerialScannerParts): Promise<Scanner> {
  const { info } = parts;
  const frames = new Subject<Frame>();
  const assembler = new Assembler(new FrameDecoder(parts.framing), parts.time, {
    frame: (frame) => frames.next(frame),
    dropped: (read) => parts.onDropped(info, read),
    reply: () => undefined,
  });
  const port = await parts
    .openPort(info.path, parts.line, {
      data: (bytes) => assembler.take(bytes),
      closed: (cause) => {
        assembler.stop();
        // After a close that was asked for, the frames are complete already and this says nothing.
        frames.error(lost(info.path, cause));
      },
    })
    .catch((cause: unknown) => {
      throw openFailure(info.path, cause);
    });
  return {
    info,
    frames$: frames.asObservable(),
    close: () => {
      assembler.stop();
      frames.complete();
      return port.close();
    },
  };
}

function lost(path: string, cause: unknown): ScannerError {
  return new ScannerError("lost", `the scanner on ${path} is gone: check its plug and cable`, { cause });
}
