import { ScannerError, type Cue, type Frame, type Scanner, type ScannerInfo, type Time } from "@usher/core";
import { Assembler, type Decoder, type DroppedRead } from "@usher/decoders";
import { Turns } from "@usher/devices";
import { Subject } from "rxjs";
import { LIMITS } from "./limits.js";
import type { ClaimedInterface } from "./port.js";

/** What an open USB scanner is made of. */
export interface UsbScannerParts {
  readonly info: ScannerInfo;
  readonly claimed: ClaimedInterface;
  readonly decoder: Decoder;
  /** Bytes at the head of each packet that are no data. */
  readonly headerBytes: number;
  /** What is written at the end. */
  readonly goodbye: Uint8Array | null;
  readonly cues: Readonly<Partial<Record<Cue, Uint8Array>>> | null;
  readonly time: Time;
  readonly onDropped: (read: DroppedRead) => void;
  readonly onUnwritten: (error: unknown) => void;
  /** Hears when the interface is free again. */
  readonly onFree: () => void;
}

/** A scanner on an interface that was claimed. It reads packet by packet, and is closed between two. */
export function usbScanner(parts: UsbScannerParts): Scanner {
  const { info, claimed, cues } = parts;
  const frames = new Subject<Frame>();
  const closing = new AbortController();
  const turns = new Turns(LIMITS.pendingWrites);
  const written = async (bytes: Uint8Array): Promise<void> => {
    // A scanner that takes nothing would hold up a close by a second for each cue.
    if (!closing.signal.aborted) await claimed.write(bytes);
  };
  const write = (bytes: Uint8Array): void => void turns.take(() => written(bytes)).catch(parts.onUnwritten);
  const assembler = new Assembler(parts.decoder, parts.time, {
    frame: (frame) => frames.next(frame),
    dropped: parts.onDropped,
    reply: write,
  });

  const readToTheEnd = async (): Promise<void> => {
    try {
      while (!closing.signal.aborted) {
        const packet = await claimed.read();
        if (packet !== null && !closing.signal.aborted) assembler.take(packet.subarray(parts.headerBytes));
      }
      await turns.settled();
      if (parts.goodbye !== null) await claimed.write(parts.goodbye).catch(parts.onUnwritten);
    } catch (cause) {
      // After a close that was asked for, the frames are complete already and this says nothing.
      frames.error(lost(info, cause));
    }
    closing.abort();
    assembler.stop();
    await turns.settled();
    await claimed.release();
    parts.onFree();
  };
  const ended = readToTheEnd();
  assembler.start();

  return {
    info,
    frames$: frames.asObservable(),
    ...(cues === null
      ? {}
      : {
          signal: (cue) => {
            const bytes = cues[cue];
            if (bytes !== undefined && !closing.signal.aborted) write(bytes);
          },
        }),
    close: () => {
      closing.abort();
      assembler.stop();
      frames.complete();
      return ended;
    },
  };
}

function lost({ path }: ScannerInfo, cause: unknown): ScannerError {
  return new ScannerError("lost", `the scanner on ${path} is gone: check its plug and cable`, { cause });
}
