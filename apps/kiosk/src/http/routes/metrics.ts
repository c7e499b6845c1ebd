import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";

/** `GET /metrics`: Prometheus text. */
export function metricsRoutes(app: FastifyInstance, registry: Registry): void {
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
