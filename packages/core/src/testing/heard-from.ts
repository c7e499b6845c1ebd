import type { Frame } from "../domain/frame.js";
import type { Scanner, ScannerError, ScannerErrorCode } from "../ports/scanner-driver.js";

/** What a scanner has said so far. The lists go on growing. */
export interface Heard {
  readonly frames: readonly Frame[];
  /** The texts of the frames. */
  readonly texts: readonly string[];
  /** How it ended; more than one end is one too many. */
  readonly ends: readonly (ScannerErrorCode | "complete")[];
}

/** Listens to an open scanner. */
export function heardFrom(scanner: Scanner): Heard {
  const frames: Frame[] = [];
  const texts: string[] = [];
  const ends: (ScannerErrorCode | "complete")[] = [];
  scanner.frames$.subscribe({
    next: (frame) => {
      frames.push(frame);
      texts.push(frame.text);
    },
    error: ({ code }: ScannerError) => ends.push(code),
    complete: () => ends.push("complete"),
  });
  return { frames, texts, ends };
}
