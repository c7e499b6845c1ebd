import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { bodyOf } from "../body.js";
import type { SurfaceContext } from "../context.js";
import { HttpError } from "../http-error.js";
import type { PinGuard } from "../pin-guard.js";
import { sessionCookie, sessionIdOf } from "../session-cookie.js";
import type { Sessions } from "../sessions.js";

const loginSchema = z.strictObject({ pin: z.string().max(256) });

/** Logging in with the PIN, asking whether one is logged in, and logging out. */
export function sessionRoutes(
  app: FastifyInstance,
  { log }: SurfaceContext,
  guard: PinGuard,
  sessions: Sessions,
): void {
  app.post("/api/session", (request, reply) => {
    const attempt = guard.attempt(bodyOf(request, loginSchema).pin);
    if (attempt.kind === "heldBack") {
      const seconds = Math.ceil(attempt.waitMs / 1000);
      throw new HttpError("tooManyAttempts", `too many wrong PINs: wait ${seconds} s before the next attempt`, {
        retryAfterMs: attempt.waitMs,
      });
    }
    if (attempt.kind === "wrong") {
      log.warn({ from: request.ip }, "operatorPinWrong");
      throw new HttpError("wrongPin", "this is not the PIN: it is `ui.pin` of the kiosk's configuration");
    }
    log.info({ from: request.ip }, "operatorLoggedIn");
    return reply.header("set-cookie", sessionCookie(request, sessions.open())).send({ session: "open" });
  });

  app.get("/api/session", (request) => {
    if (!sessions.use(sessionIdOf(request))) throw noSession();
    return { session: "open" };
  });

  app.delete("/api/session", (request, reply) => {
    sessions.close(sessionIdOf(request));
    return reply.header("set-cookie", sessionCookie(request, null)).send({ session: "closed" });
  });
}

/** What everybody hears who asks for an operator's route without a session. */
export function noSession(): HttpError {
  return new HttpError("noSession", 'log in first: POST /api/session {"pin": "..."}');
}
