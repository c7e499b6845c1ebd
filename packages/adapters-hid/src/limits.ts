/** How much may wait at a HID device. */
export const LIMITS = {
  /** SNAPI has at most one acknowledgement out for each report of a read, and cues are two or three reports. */
  pendingWrites: 64,
} as const;
