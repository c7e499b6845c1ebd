import type { Frame } from "@usher/core";

/**
 * What a decoder makes of what came. `frame` is one read. `dropped` is the news that one was lost: `"oversize"` exceeded
 * {@link LIMITS.frameBytes}; `"incomplete"` was never ended, or begun anew before its end; `"garbled"` failed its checksum or
 * said what the protocol does not know. `bytes` is how many were dropped. `reply` is what the scanner waits for, such as an
 * acknowledgement: to be written to it at once, in this order.
 */
export type Decoded =
  | { readonly kind: "frame"; readonly frame: Frame }
  | { readonly kind: "dropped"; readonly reason: "oversize" | "incomplete" | "garbled"; readonly bytes: number }
  | { readonly kind: "reply"; readonly bytes: Uint8Array };

/**
 * Bytes of one open scanner in, reads out. Pure: no clock (the caller hands over monotonic milliseconds), no effects, and
 * nothing in it grows without limit, whatever a device sends. `push` takes one HID report with its id, or a chunk of a byte
 * stream however it was cut.
 */
export interface Decoder {
  /** When {@link settle} is due, by the caller's monotonic clock; null where only further bytes can end the read. */
  readonly waitUntilMs: number | null;
  /** Takes what came, at `nowMs`. Never throws, whatever came. */
  push(bytes: Uint8Array, nowMs: number): readonly Decoded[];
  /** Ends a read by quiet time, or gives a half one up, where that is due. */
  settle(nowMs: number): readonly Decoded[];
}
