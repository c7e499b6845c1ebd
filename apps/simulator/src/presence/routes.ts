import {
  API_KEY_PARAMETER,
  envelopeOf,
  INVALID_API_KEY_FAULT,
  OPERATIONS,
  servedPaths,
  type Operation,
} from "@usher/presence";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { wordsOf } from "../http-app.js";
import { LIMITS } from "../limits.js";
import type { World } from "../world/world.js";
import { RESPONSES, type Outcome } from "./operations.js";

/** Where the Presence API lies on a listener. */
export const PRESENCE_PATH = "/presence/v1/";

/** The day the service deprecated Ticket Validate, as RFC 9745 writes it: Unix seconds of the first of March 2020. */
const VALIDATE_DEPRECATED = "@1583020800";

/** The Presence API of a venue, under {@link PRESENCE_PATH}. Its index needs no key, everything else does. */
export function presenceRoutes(app: FastifyInstance, world: World, log: Logger): void {
  app.get(PRESENCE_PATH, () => index(world));
  void app.register(
    (routes, _options, done) => {
      routes.addHook("onRequest", async (request, reply) => {
        if (!isKeyKnown(request, world)) await reply.code(401).send(INVALID_API_KEY_FAULT);
      });
      routes.setErrorHandler((error: FastifyError, _request, reply) => refuse(error, reply, log));
      routes.setNotFoundHandler((_request, reply) => reply.code(404).send(NO_SUCH_PATH));
      for (const name of Object.keys(OPERATIONS) as Operation[]) serve(routes, name, world);
      done();
    },
    { prefix: PRESENCE_PATH },
  );
}

const NO_SUCH_PATH = {
  fault: {
    faultstring: "No such path or method",
    detail: { errorcode: "messaging.adaptors.http.flow.ApplicationNotFound" },
  },
} as const;

function serve(routes: FastifyInstance, name: Operation, world: World): void {
  const { method } = OPERATIONS[name];
  const respond = RESPONSES[name];
  for (const url of servedPaths(name)) {
    routes.route({
      method,
      url: `/${url}`,
      bodyLimit: LIMITS.messageBytes,
      handler: (request, reply) => {
        if (name === "validate") void reply.header("Deprecation", VALIDATE_DEPRECATED);
        return enveloped(reply, respond(world, method === "GET" ? request.query : request.body));
      },
    });
  }
}

/** The status alone decides what an answer means; the HTTP code only repeats what a malformed request is. */
function enveloped(reply: FastifyReply, { status, message, text }: Outcome): FastifyReply {
  return reply.code(status === "BAD_REQUEST" ? 400 : 200).send(envelopeOf(status, message, text));
}

function isKeyKnown(request: FastifyRequest, world: World): boolean {
  const key = (request.query as Readonly<Record<string, unknown>>)[API_KEY_PARAMETER];
  return typeof key === "string" && world.venue.apiKeys.has(key);
}

function refuse(error: FastifyError, reply: FastifyReply, log: Logger): FastifyReply {
  const { statusCode = 500 } = error;
  if (statusCode < 500) return reply.code(statusCode).send(envelopeOf("BAD_REQUEST", {}, wordsOf(error)));
  log.error({ err: error }, "a request could not be served");
  return reply.code(500).send(envelopeOf("GENERAL_ERROR"));
}

function index({ venue }: World): object {
  const operations = Object.values(OPERATIONS).map(({ method, path }) => `${method} ${PRESENCE_PATH}${path}`);
  return { service: "Presence API, simulated", venueId: venue.venueId, operations };
}
