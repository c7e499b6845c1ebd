/** What the files of a venue may weigh, and how much of a bad one is told. */
export const LIMITS = {
  /** A configuration or venue file is written by hand or by a small export; anything larger is the wrong file. */
  settingsFileBytes: 16 * 1024 * 1024,
  /** About two million tickets. Beyond that a list no longer fits comfortably into the memory of a gate. */
  ticketFileBytes: 256 * 1024 * 1024,
  /** Secrets are keys and PINs, never documents. */
  secretFileBytes: 64 * 1024,
  /** A file with more problems than this has one problem, and these show it. */
  problems: 50,
  /** Longer values are cut in messages: the line number finds the rest. */
  shownValueChars: 60,
} as const;
