export { oneOf, readOptions, USAGE_EXIT_CODE, UsageError, usageWords, wholeNumber } from "./command-line/options.js";
export type { FileProblem } from "./files/problems.js";
export { readText, type TextFile } from "./files/read-text.js";
export { checked, type Checked } from "./files/schema-problems.js";
export { resolveSecret, secretSchema, type Secret, type SecretPlace } from "./files/secrets.js";
export {
  readSettingsFile,
  resolveBeside,
  settingsProblem,
  SettingsFileError,
  type SettingsFileErrorCode,
} from "./files/settings-file.js";
export { LIMITS } from "./limits.js";
export {
  readTicketFile,
  TicketFileError,
  type ListedTicket,
  type TicketFileErrorCode,
} from "./ticket-list/ticket-file.js";
export { ticketListValidator } from "./ticket-list/ticket-list-validator.js";
export { ticketRowSchema, type TicketRow } from "./ticket-list/ticket-row.js";
