import type { GateScanner, Time } from "@usher/core";
import fastify, { type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Observable } from "rxjs";
import { LIMITS } from "../limits.js";
import { scannerMetrics } from "../metrics.js";
import type { OutputState } from "../outputs/output-state.js";
import { answerErrors, answerTo } from "./answer-errors.js";
import type { SurfaceContext } from "./context.js";
import { assertOwnClient } from "./guards.js";
import { JournalReader } from "./journal-reader.js";
import { followState, kioskStates } from "./kiosk-state.js";
import { PinGuard } from "./pin-guard.js";
import { commandRoutes } from "./routes/commands.js";
import { doubtRoutes } from "./routes/doubts.js";
import { eventRoutes } from "./routes/events.js";
import { exceptionRoutes } from "./routes/exceptions.js";
import { journalRoutes } from "./routes/journal.js";
import { metricsRoutes } from "./routes/metrics.js";
import { pageRoutes } from "./routes/pages.js";
import { quarantineRoutes } from "./routes/quarantine.js";
import { reportRoutes } from "./routes/report.js";
import { noSession, sessionRoutes } from "./routes/session.js";
import { stateRoutes } from "./routes/state.js";
import { sessionIdOf } from "./session-cookie.js";
import { Sessions } from "./sessions.js";

/** What the kiosk's HTTP surface stands on. */
export interface SurfaceParts {
  readonly scanner: GateScanner;
  readonly outputs$: Observable<readonly OutputState[]>;
  readonly journal: SurfaceContext["journal"];
  readonly acceptSetAside: SurfaceContext["acceptSetAside"];
  readonly time: Time;
  readonly log: Logger;
  readonly pin: string;
  /** The folder that the pages were built into. */
  readonly pages: string;
}

/** Nothing from elsewhere, no inline script: what the pages show can't run. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The kiosk's HTTP surface: pages, state, events, operator functions, health and metrics. Not listening yet. */
export function createSurface(parts: SurfaceParts): FastifyInstance {
  const { scanner, outputs$, journal, acceptSetAside, time, log, pin, pages } = parts;
  const app = fastify({
    logger: false,
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: LIMITS.requestMs,
    forceCloseConnections: true,
    return503OnClosing: true,
    frameworkErrors: answerTo(log),
  });
  const state$ = kioskStates(scanner, outputs$);
  const state = followState(state$);
  const metrics = scannerMetrics(scanner, state$);
  const sessions = new Sessions(time);
  const journalReader = new JournalReader(journal, time);
  const context: SurfaceContext = {
    scanner,
    state$,
    state: state.now,
    journal,
    journalReader,
    acceptSetAside,
    time,
    log,
  };

  acceptJsonOnly(app);
  answerErrors(app, log);
  guardRequests(app);
  logRequests(app, log);
  app.addHook("onClose", async () => {
    state.stop();
    metrics.stop();
    journalReader.forget();
  });

  stateRoutes(app, context);
  eventRoutes(app, context);
  metricsRoutes(app, metrics.registry);
  sessionRoutes(app, context, new PinGuard(pin, time), sessions);
  pageRoutes(app, pages);
  void app.register(async (operators) => {
    operators.addHook("onRequest", async (request) => {
      if (!sessions.use(sessionIdOf(request))) throw noSession();
    });
    commandRoutes(operators, context);
    exceptionRoutes(operators, context);
    journalRoutes(operators, context);
    doubtRoutes(operators, context);
    quarantineRoutes(operators, context);
    reportRoutes(operators, context);
  });
  return app;
}

/** Answers only the kiosk's own clients, and lets no browser keep, embed or run what it is answered. */
function guardRequests(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "cache-control": "no-store", // but for the pages, which say so themselves
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    assertOwnClient(request);
  });
}

function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook("onResponse", async (request, reply) => {
    // The route and not the address: whatever somebody put into a query stays out of the log.
    const route = request.routeOptions.url ?? "unknown";
    log.debug({ method: request.method, route, status: reply.statusCode, elapsedMs: reply.elapsedTime }, "httpRequest");
  });
}

/** Other types a foreign page could send without asking; an empty body is as good as none. */
function acceptJsonOnly(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    return parseJson(request, String(body), done);
  });
}
