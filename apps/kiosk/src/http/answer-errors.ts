import { StorageError } from "@usher/core";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { errorFrames } from "../error-frames.js";
import { HttpError } from "./http-error.js";

/** The codes of Fastify and of Node for what a client can do wrong before a route is reached. */
const CLIENT_MISTAKES: Readonly<Record<string, () => HttpError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new HttpError("tooLarge", "body: expected at most 32 KiB"),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new HttpError("wrongMediaType", "expected the content type application/json"),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new HttpError("badRequest", "body: its length is not the one announced"),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new HttpError("badRequest", "body: this is not JSON"),
  // Nobody hears this any more.
  ECONNRESET: () => new HttpError("badRequest", "the request broke off"),
  FST_ERR_BAD_URL: () => new HttpError("badRequest", "the address is not a valid URL"),
};

/** Answers everything that goes wrong as JSON, so that no request ends without a reason and none ends the kiosk. */
export function answerErrors(app: FastifyInstance, log: Logger): void {
  app.setNotFoundHandler(() => {
    throw new HttpError("notFound", "there is nothing here: see the kiosk's README for what it answers");
  });
  app.setErrorHandler(answerTo(log));
}

/** Answers one error. For those, too, that Fastify meets before it has found a route. */
export function answerTo(log: Logger) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const known = knownError(error);
    if (known === null) {
      log.error({ route: request.routeOptions.url ?? "unknown", ...errorFrames(error) }, "httpRouteFailed");
    }
    const { code, httpStatus, message, retryAfterMs } =
      known ?? new HttpError("failed", "the kiosk failed: see its log");
    if (retryAfterMs !== null) reply.header("retry-after", Math.ceil(retryAfterMs / 1_000));
    void reply.code(httpStatus).send({ error: code, message });
  };
}

function knownError(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error;
  if (error instanceof StorageError) return new HttpError("storageFailed", error.message);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (Object.hasOwn(CLIENT_MISTAKES, code)) return CLIENT_MISTAKES[code]?.() ?? null;
  return isClientMistake(error)
    ? new HttpError("badRequest", "this can't be asked of the kiosk: see its README")
    : null;
}

/** Others that Fastify and its parts name as such, an address that leads out of the folder of the pages among them. */
function isClientMistake(error: unknown): boolean {
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500;
}
