import { ScannerError, type Frame, type Scanner, type ScannerInfo, type Time } from "@usher/core";
import { Assembler, type Decoder, type DroppedRead } from "@usher/decoders";
import type { HolderOf } from "@usher/devices";
import { Subject } from "rxjs";
import { AnswerFilter } from "./answer-filter.js";
import type { CommandSet } from "./commands.js";
import { HostTrigger } from "./host-trigger.js";
import { openExplained } from "./open-port.js";
import type { LineSettings, OpenPort } from "./port.js";

/** What an open serial scanner is made of. */
export interface SerialScannerParts {
  readonly info: ScannerInfo;
  readonly line: LineSettings;
  readonly decoder: Decoder;
  readonly commands: CommandSet | null;
  /** Set where the host pulls the trigger. */
  readonly trigger: CommandSet["trigger"] | null;
  readonly time: Time;
  readonly openPort: OpenPort;
  readonly holderOf: HolderOf;
  readonly onDropped: (read: DroppedRead) => void;
  readonly onUnwritten: (error: unknown) => void;
}

/**
 * Opens the port and reads it from then on. Rejects with a `ScannerError` that names the path and what to do.
 *
 *     port -> [answers taken out] -> decoder -> frames
 *       ^---- cues, trigger, and the replies that the decoder asks for
 */
export async function openSerialScanner(parts: SerialScannerParts): Promise<Scanner> {
  const { info, commands, time } = parts;
  const frames = new Subject<Frame>();
  const write = async (bytes: Uint8Array): Promise<void> => {
    try {
      // What comes first may have to be acknowledged before whoever opens the port has it in hand.
      await (await opening).write(bytes);
    } catch (error) {
      parts.onUnwritten(error);
    }
  };
  const trigger = parts.trigger ? new HostTrigger(parts.trigger, time, write) : null;
  const assembler = new Assembler(parts.decoder, time, {
    frame: (frame) => {
      frames.next(frame);
      trigger?.pull();
    },
    dropped: parts.onDropped,
    reply: (bytes) => void write(bytes),
  });
  let isOver = false;
  const answers = commands?.answer === undefined ? null : new AnswerFilter(commands.answer);
  const opening = openExplained(parts, {
    data: (bytes) => assembler.take(answers?.take(bytes, time.monotonicMs()) ?? bytes),
    closed: (cause) => {
      isOver = true;
      assembler.stop();
      trigger?.stop();
      // After a close that was asked for, the frames are complete already and this says nothing.
      frames.error(lost(info.path, cause));
    },
  });
  const port = await opening;
  if (!isOver) assembler.start();
  trigger?.pull();

  const close = async (): Promise<void> => {
    assembler.stop();
    frames.complete();
    await trigger?.release();
    await port.close();
  };
  let closing: Promise<void> | null = null;
  return {
    info,
    frames$: frames.asObservable(),
    ...(commands === null ? {} : { signal: (cue) => void write(commands.cues[cue]) }),
    close: () => (closing ??= close()),
  };
}

function lost(path: string, cause: unknown): ScannerError {
  return new ScannerError("lost", `the scanner on ${path} is gone: check its plug and cable`, { cause });
}
