import type { FastifyInstance } from "fastify";
import { LIMITS } from "../../limits.js";
import type { SurfaceContext } from "../context.js";
import { openEventStream, type EventStream } from "../event-stream.js";
import { HttpError } from "../http-error.js";

/** `GET /api/events`: `state` at once and on every change, `verdict` for every verdict. Verdicts of before are not told again. */
export function eventRoutes(app: FastifyInstance, { scanner, state$, time }: SurfaceContext): void {
  const streams = new Set<EventStream>();

  app.get("/api/events", { exposeHeadRoute: false }, (_request, reply) => {
    if (streams.size >= LIMITS.eventStreams) {
      const full = `${LIMITS.eventStreams} displays and operator panels are open at this kiosk, and that is as many as may be.`;
      throw new HttpError("tooManyStreams", `${full} Close one that nobody needs: this one then connects by itself.`);
    }
    reply.hijack();
    let lastState = "";
    const stream = openEventStream(reply.raw, time, () => {
      streams.delete(stream);
      states.unsubscribe();
      verdicts.unsubscribe();
    });
    streams.add(stream);
    const states = state$.subscribe((state) => {
      const data = JSON.stringify(state);
      if (data !== lastState) stream.send("state", data);
      lastState = data;
    });
    const verdicts = scanner.verdicts$.subscribe((verdict) => stream.send("verdict", JSON.stringify(verdict)));
  });

  app.addHook("preClose", () => {
    for (const stream of streams) stream.end();
  });
}
