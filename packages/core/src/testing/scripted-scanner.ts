import { Subject } from "rxjs";
import type { Frame } from "../domain/frame.js";
import { ScannerError } from "../ports/scanner-driver.js";
import type { Cue, Scanner, ScannerDriver, ScannerErrorCode, ScannerInfo } from "../ports/scanner-driver.js";

/**
 * A scanner that a test holds in its hand, behind a driver that finds and opens it like any other: exclusive, lost when
 * unplugged, opened anew after it came back.
 */
export interface ScriptedScanner {
  readonly driver: ScannerDriver;
  readonly info: ScannerInfo;
  readonly isOpen: boolean;
  /** How often somebody tried to open it, failed attempts included. */
  readonly attempts: number;
  /** The cues that were signalled, oldest first. */
  readonly cues: readonly Cue[];
  /** Delivers one read at once. Throws where the scanner is not open: nobody would see it. */
  emit(read: string | Frame): void;
  /** The device goes: an open scanner is lost, and opening fails with `absent` until {@link comeBack}. */
  lose(): void;
  /** Opening fails with this code from now on, until {@link comeBack}. An open scanner stays open. */
  refuse(code: ScannerErrorCode): void;
  /** The device is there and can be opened. */
  comeBack(): void;
  /** The source ends for good, as standard input does. Throws where the scanner is not open. */
  end(): void;
}

/** A read as a scanner would deliver it. `symbology` is an AIM identifier such as `"]Q1"`. */
export function frameOf(text: string, symbology: string | null = null): Frame {
  return { bytes: new TextEncoder().encode(text), text, symbology };
}

/** A scripted scanner that is there, closed, and can be opened. */
export function scriptedScanner(options: { readonly path?: string; readonly kind?: string } = {}): ScriptedScanner {
  const info: ScannerInfo = { path: options.path ?? "/scripted/0" };
  const cues: Cue[] = [];
  let refusal: ScannerErrorCode | null = null;
  let attempts = 0;
  let frames: Subject<Frame> | null = null;

  const openFrames = (): Subject<Frame> => {
    if (frames === null) throw new Error(`the scripted scanner ${info.path} is not open`);
    return frames;
  };

  const open = async (wanted: ScannerInfo): Promise<Scanner> => {
    attempts += 1;
    if (wanted.path !== info.path) throw failure("absent", wanted.path);
    if (refusal !== null) throw failure(refusal, info.path);
    if (frames !== null) throw failure("busy", info.path);
    const mine = new Subject<Frame>();
    frames = mine;
    return {
      info,
      frames$: mine.asObservable(),
      signal: (cue) => void cues.push(cue),
      close: async () => {
        if (frames === mine) frames = null;
        mine.complete();
      },
    };
  };

  return {
    driver: {
      kind: options.kind ?? "scripted",
      list: async () => (refusal === "absent" ? [] : [info]),
      open,
    },
    info,
    cues,
    get isOpen() {
      return frames !== null;
    },
    get attempts() {
      return attempts;
    },
    emit: (read) => openFrames().next(typeof read === "string" ? frameOf(read) : read),
    lose: () => {
      refusal = "absent";
      const lost = frames;
      frames = null;
      lost?.error(failure("lost", info.path));
    },
    refuse: (code) => {
      refusal = code;
    },
    comeBack: () => {
      refusal = null;
    },
    end: () => {
      const ended = openFrames();
      frames = null;
      ended.complete();
    },
  };
}

function failure(code: ScannerErrorCode, path: string): ScannerError {
  return new ScannerError(code, `the scripted scanner ${path} fails with ${code}, as the test told it to`);
}
