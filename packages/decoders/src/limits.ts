/** How much of a scanner's talk is held in memory, and how long it may pause within one read. */
export const LIMITS = {
  /** The longest symbol is a QR code of 7,089 digits; prefix, identifier and suffix fit beside it. */
  frameBytes: 8192,
  /** The data of long codes share blocks of this size; who keeps one of them keeps the block. */
  blockBytes: 4096,
  /** A scanner at 9,600 baud sends a byte a millisecond; gaps of 50 to 100 ms mean that it has finished. */
  quietMs: 100,
  /** The reports of one read follow each other within milliseconds; a half read half a second old has lost its rest. */
  halfReadMs: 500,
  /** Scanners that wait for an enquiry before they send do so for two seconds (their response time-out) before they beep. */
  enquiryMs: 1000,
  /** The slowest scanners type a key every 100 ms; a pause of twice that means that they have finished. */
  keyboardQuietMs: 200,
  /** An SSI scanner that was not answered sends again after two seconds; a half read may wait for that. */
  ssiHalfReadMs: 2500,
  /** The longest SSI packet: a length of one byte, and the checksum that it does not count. */
  ssiPacketBytes: 257,
  /** A report descriptor is at most this long (HID 1.11: the kernel's HID_MAX_DESCRIPTOR_SIZE); the rest of a longer one is not read. */
  descriptorBytes: 4096,
  /** Report ids are one byte; a descriptor names no more reports than there are ids. */
  reportBits: 65_536,
  /** The deepest nesting of Push that is followed. Real descriptors use one; beyond this it is garbage. */
  descriptorStack: 16,
  /** A main item has a usage for each of its values; no report has more values than this. */
  usages: 1024,
} as const;
