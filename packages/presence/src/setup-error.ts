/** What is wrong with the settings of a client. A closed list. */
export type PresenceSetupErrorCode =
  | "endpoint"
  | "insecureEndpoint"
  | "apiKey"
  | "certificateAuthority"
  | "wireDebugging";

/** A client that can't be made with these settings. `message` says what to change; it never holds the API key. */
export class PresenceSetupError extends Error {
  override readonly name = "PresenceSetupError";
  readonly code: PresenceSetupErrorCode;
  constructor(code: PresenceSetupErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
