import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Certificate } from "./certificates.js";
import { LIMITS } from "./limits.js";

/** Devices keep their connections for the next scan; a gate may be quiet for longer than Node's usual 5 seconds. */
const KEEP_ALIVE_MS = 72_000;

/**
 * An HTTP application that answers every failure with JSON and logs no query, where API keys are. Paths may end with a slash or
 * not, and addresses may be put together with one slash too many.
 */
export function httpApp(certificate: Certificate | null, log: Logger): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: LIMITS.controlBytes,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    serverFactory: (handler) => server(handler, certificate),
  });
  app.removeContentTypeParser("text/plain"); // What is no JSON is refused by its name.
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode < 500) return reply.code(statusCode).send({ message: wordsOf(error) });
    log.error({ err: error, path: pathOf(request.url) }, "a request could not be served");
    return reply.code(500).send({ message: "the simulator failed, its log says why" });
  });
  app.setNotFoundHandler((request, reply) => {
    const message = `there is no ${request.method} ${pathOf(request.url)}; /admin/ lists what there is`;
    return reply.code(404).send({ message });
  });
  app.addHook("onResponse", (request, reply, done) => {
    const { method, url } = request;
    log.debug({ method, path: pathOf(url), code: reply.statusCode, ms: Math.round(reply.elapsedTime) }, "answered");
    done();
  });
  return app;
}

/** What was wrong with a request, in words that say what to send. */
export function wordsOf({ code, message }: FastifyError): string {
  return code === "FST_ERR_CTP_INVALID_MEDIA_TYPE"
    ? "the body has another type: send JSON, with the header content-type: application/json"
    : message;
}

function server(handler: RequestListener, certificate: Certificate | null): Server {
  const created =
    certificate === null
      ? createServer(handler)
      : createTlsServer({ key: certificate.key, cert: certificate.cert }, handler);
  created.keepAliveTimeout = KEEP_ALIVE_MS;
  return created;
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}
