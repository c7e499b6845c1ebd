/** What can be wrong with a gate, for an operator to mend. A closed list: docs/alarms.md says when each clears. */
export const ALARM_CODES = [
  "CONTACT_SUPPORT",
  "API_KEY_REFUSED",
  "CERTIFICATE",
  "UNINTELLIGIBLE_SERVICE",
  "STORAGE_FAILED",
  "STORAGE_SET_ASIDE",
  "UPLOAD_FORMAT_REFUSED",
  "QUARANTINE",
  "UNKNOWN_TICKETS",
  "CLOCK_WRONG",
  "READER_LOST",
  "STALE_PERMIT",
  "OUTPUT_FAILED",
] as const;

/** One of {@link ALARM_CODES}. */
export type AlarmCode = (typeof ALARM_CODES)[number];

/** An alarm that stands. `message` says what to do about it. */
export interface Alarm {
  readonly code: AlarmCode;
  readonly message: string;
}
