/** What the files of a venue may weigh, and how much of a bad one is told. */
export const LIMITS = {
  /** A configuration or venue file is written by hand or by a small export; anything larger is the wrong file. */
  settingsFileBytes: 16 * 1024 * 1024,
  /** A good million tickets, which take 0.7 GB while they are read, and a third of it afterwards: more would end a gate's process without a word. */
  ticketFileBytes: 64 * 1024 * 1024,
  /** Secrets are keys and PINs, never documents. */
  secretFileBytes: 64 * 1024,
  /** A file with more problems than this has one problem, and these show it. */
  problems: 50,
  /** Longer values are cut in messages: the line number finds the rest. */
  shownValueChars: 60,
} as const;
