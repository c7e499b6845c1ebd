import type { ConfiguredDevice, DeviceIdentity } from "../domain/device.js";
import type { Direction } from "../domain/gate.js";
import type { Scan } from "../domain/scan.js";
import type { Status } from "../domain/status.js";
import type { TicketPlace } from "../domain/ticket.js";

/** Why the endpoint was not reached. `"gateway"`: 502, 503 or 504 without an envelope, so the edge answered, not the service. */
export type UnreachableCause =
  | "name"
  | "refused"
  | "certificate"
  | "tls"
  | "connectTimeout"
  | "reset"
  | "aborted"
  | "gateway";

/** Why a complete answer made no sense. */
export type UnintelligibleReason = "redirect" | "httpStatus" | "notAnEnvelope" | "tooLarge";

/**
 * What came of one call. Every way a network can fail is a value here; nothing is thrown for it.
 *
 * - `answered`: a complete envelope, whatever the HTTP code. `value` is null where the envelope bears no usable message.
 *   `serviceTimeMs` is the `Date` header in Unix milliseconds, null where it is missing.
 * - `unreachable`: `sent` is false only where it is certain that no byte of the request was handed to a connected socket.
 * - `unauthorised`: HTTP 401 or 403.
 * - `unintelligible`: reached, but neither an envelope nor a refusal. `retryAfterMs` comes from a `Retry-After` header.
 */
export type Reply<Value> =
  | {
      readonly kind: "answered";
      readonly status: Status;
      readonly message: string;
      readonly value: Value | null;
      readonly serviceTimeMs: number | null;
    }
  | { readonly kind: "unreachable"; readonly cause: UnreachableCause; readonly sent: boolean }
  | { readonly kind: "unauthorised"; readonly httpStatus: number }
  | {
      readonly kind: "unintelligible";
      readonly reason: UnintelligibleReason;
      readonly httpStatus: number;
      readonly retryAfterMs: number | null;
    };

/** The scans of one upload: all of one device at one gate, at most `LIMITS.uploadBatch` of them, in journal order. */
export interface UploadBatch {
  readonly device: ConfiguredDevice;
  readonly scans: readonly Scan[];
}

/**
 * The Presence API as the engine uses it (Presence overview, "Device Service" and "Ticket Service").
 *
 * The engine owns every time limit and says so by the signal. Once a signal is aborted the call settles at once as
 * `unreachable` with cause `"aborted"` and the truth about `sent`. No call is ever repeated behind the engine's back.
 */
export interface TicketService {
  configure(identity: DeviceIdentity, signal: AbortSignal): Promise<Reply<ConfiguredDevice>>;
  /** `device` is what Device Configure answered. */
  deviceInformation(device: ConfiguredDevice, signal: AbortSignal): Promise<Reply<ConfiguredDevice>>;
  /** Ticket Enter or Ticket Exit, by the scan's direction. */
  ask(scan: Scan, signal: AbortSignal): Promise<Reply<readonly TicketPlace[]>>;
  upload(batch: UploadBatch, signal: AbortSignal): Promise<Reply<{ readonly accepted: number }>>;
}

/** The statuses that let a person pass (Presence overview: OKAY; its history: two more for exits, one in two spellings). */
export function isPermitting(status: Status, direction: Direction): boolean {
  if (status === "OKAY") return true;
  return direction === "exit" && ["EXIT", "INTERNAL_SCAN_EXIT", "INTERNAL_EXIT_SCAN"].includes(status);
}
