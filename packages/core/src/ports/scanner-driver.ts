import type { Observable } from "rxjs";
import type { Frame } from "../domain/frame.js";

/** Why a scanner can't be read. A closed list: nobody reads messages. */
export type ScannerErrorCode = "absent" | "noRights" | "busy" | "wrongMode" | "lost" | "nativeMissing" | "failed";

/** A scanner that can't be opened, or was lost. `message` names the device and what to do. */
export class ScannerError extends Error {
  override readonly name = "ScannerError";
  readonly code: ScannerErrorCode;
  constructor(code: ScannerErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * A scanner as a driver finds it. `path` is where it is now, and may be another after a replug; the rest tells which one it is:
 * vendor, product and serial number, and where serial numbers are missing or repeat, `port`, the socket that it is plugged into
 * (`"1-1.4"`).
 *
 * `model` is set where the driver knows the make, by a fingerprint: only such a scanner is ever taken without having been named.
 * `trouble` says why it can't be read as it is (its mode, missing rights, another program) and what to do.
 */
export interface ScannerInfo {
  readonly path: string;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
  readonly port?: string;
  readonly product?: string;
  readonly model?: string;
  readonly trouble?: { readonly code: ScannerErrorCode; readonly message: string };
}

/** The scanner as it is listed where this keeps it from being read. */
export function troubled(info: ScannerInfo, { code, message }: ScannerError): ScannerInfo {
  return { ...info, trouble: { code, message } };
}

/** Which scanner is meant: by its path, or by what else is known of it. What is left out may be anything. */
export type WantedScanner = Partial<Pick<ScannerInfo, "path" | "vendorId" | "productId" | "serialNumber" | "port">>;

/** What a steward hears or sees at the scanner itself. */
export type Cue = "permit" | "deny";

/**
 * An open scanner.
 *
 * `frames$` is hot while the scanner is open: each good read once, in order, to one subscriber. It errors with a
 * {@link ScannerError} when the device is lost, and completes when the source has ended for good (end of standard input).
 * `close` is idempotent, resolves when the device is free again, and completes `frames$`. `status` is for the operator: how the
 * scanner is held, where that is worth a word (a keyboard kept from the desktop, or not).
 */
export interface Scanner {
  readonly info: ScannerInfo;
  readonly frames$: Observable<Frame>;
  readonly status?: string;
  signal?(cue: Cue): void;
  close(): Promise<void>;
}

/**
 * A way to reach scanners. A driver finds and opens, nothing else: reconnecting is the engine's reader machine, for every
 * driver alike. `list` rejects never; where it can't look it finds nothing. `open` looks for the wanted scanner anew each time, and
 * rejects with a {@link ScannerError}.
 */
export interface ScannerDriver<Settings = unknown> {
  readonly kind: string;
  list(): Promise<readonly ScannerInfo[]>;
  open(wanted: WantedScanner, settings: Settings): Promise<Scanner>;
}
