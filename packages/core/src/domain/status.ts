/** The statuses that the Presence API names, with the words shown to a steward. The list may grow: an unknown one denies. */
export const STATUS_MESSAGES = {
  OKAY: "Okay",
  EXIT: "Exit okay",
  INTERNAL_SCAN_EXIT: "Internal exit okay",
  DUPLICATE: "The same ticket was just scanned",
  ALREADY_ENTERED: "This ticket is already inside",
  EXIT_NOT_PERMITTED: "This ticket may not exit now",
  INTERNAL_SCAN_ALREADY_ENTERED: "This ticket has already entered here",
  INTERNAL_SCAN_EXIT_NOT_PERMITTED: "This ticket may not exit here now",
  NOT_FOUND: "This ticket is not known for the active events",
  BAD_REQUEST: "The request was malformed",
  INVALID_TICKET: "This ticket is void",
  BAD_TOKEN: "This barcode cannot be read as a ticket",
  START_RESTRICTION: "This gate does not admit this ticket yet",
  END_RESTRICTION: "This gate no longer admits this ticket",
  SECTION_RESTRICTION: "Wrong gate for this section",
  EVENT_RESTRICTION: "Wrong gate for this event",
  ACCESS_GROUP_RESTRICTION: "Wrong gate for this access group",
  XNUM_RESTRICTION: "This gate does not admit this ticket",
  MARK_RESTRICTION: "This ticket bears a mark",
  TOO_EARLY: "Too early for this event",
  TOO_LATE: "Too late for this event",
  OPEN_SEAT: "Open seat",
  TRANSFER: "This ticket was transferred",
  GENERAL_ERROR: "The service reported an error",
} as const;

/** Words of this device, for denials that the service has no word for. */
export const LOCAL_STATUS_MESSAGES = {
  NOT_CONFIGURED: "This device is not configured yet",
  API_KEY_REFUSED: "The service refused this device's API key: call the operator",
  UNINTELLIGIBLE: "The service gave an answer that cannot be understood: call the operator",
  REDIRECTED: "The service redirected the request, which is never followed: call the operator",
  STORAGE_FAILED: "This device cannot save scans: call the operator",
  SCAN_AGAIN: "Please scan again",
} as const;

/** A status as received or as given by this device. Any string may come from the service. */
export type Status = string;

const MESSAGES: Readonly<Record<string, string>> = { ...STATUS_MESSAGES, ...LOCAL_STATUS_MESSAGES };

/** The words for a status; a status that nobody knows is shown as received. */
export function messageOf(status: Status): string {
  return Object.hasOwn(MESSAGES, status) ? (MESSAGES[status] as string) : status;
}
