import type { FastifyInstance } from "fastify";
import type { SurfaceContext } from "../context.js";

/** `GET /api/state`: the state of the gate. `GET /healthz`: whether it does its work, for whoever watches over machines. */
export function stateRoutes(app: FastifyInstance, { state }: SurfaceContext): void {
  app.get("/api/state", () => state());

  app.get("/healthz", (_request, reply) => {
    const { phase, connectivity, alarms } = state();
    const storageWrites = alarms.every(({ code }) => code !== "STORAGE_FAILED");
    const healthy = phase === "operating" && storageWrites;
    return reply.code(healthy ? 200 : 503).send({ healthy, phase, connectivity, storageWrites });
  });
}
