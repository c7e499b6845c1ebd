/** The HTTP status of every reason why a request is not answered as asked. */
const HTTP_STATUS = {
  badRequest: 400,
  tooLarge: 413,
  wrongMediaType: 415,
  noSession: 401,
  wrongPin: 401,
  tooManyAttempts: 429,
  hostNotAllowed: 403,
  originNotAllowed: 403,
  notFound: 404,
  offline: 409,
  notOperating: 409,
  stopped: 409,
  notDenied: 409,
  overridden: 409,
  notPermitted: 409,
  annulled: 409,
  inFlight: 409,
  tooManyStreams: 503,
  storageFailed: 503,
  failed: 500,
} as const;

/** Why a request was not answered as asked. A closed list; clients go by it and not by the message. */
export type HttpErrorCode = keyof typeof HTTP_STATUS;

/** An answer other than the one asked for: `{"error": code, "message": what to do}` under the code's HTTP status. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly code: HttpErrorCode;
  readonly retryAfterMs: number | null;
  constructor(code: HttpErrorCode, message: string, options: { readonly retryAfterMs?: number } = {}) {
    super(message);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.code];
  }
}
