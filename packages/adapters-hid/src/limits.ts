/** How much may wait at a HID device, and how long is waited for the right to keep its keys. */
export const LIMITS = {
  /** SNAPI has at most one acknowledgement out for each report of a read, and cues are two or three reports. */
  pendingWrites: 64,
  /** udev gives the right to keep a keyboard's keys a moment after the right to read it: so often, half a second in all, it is tried. */
  holdAttempts: 3,
  holdRetryMs: 250,
} as const;
