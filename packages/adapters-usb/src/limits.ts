/** How long a USB scanner may take, and how much may wait for it. */
export const LIMITS = {
  /** A scanner can only be closed between two reads, and a gate that stops waits for it; shorter ones only cost. */
  readMs: 200,
  /** A scanner takes a cue of a few bytes at once, or is busy sending; the next cue is worth more than this one. */
  writeMs: 1000,
  /** A request that sets a scanner up; the first one after a plug may take long. */
  controlMs: 1000,
  /** Cues are a few bytes each; a scanner that left this many lie takes none at all. */
  pendingWrites: 16,
  /** HID report descriptors of scanners are below 1 KiB; the kernel itself takes no more than this. */
  reportDescriptorBytes: 4096,
} as const;
