import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";

/** `GET /`, the gate display, and `GET /operator`, with what they load. `folder` is where they were built. */
export function pageRoutes(app: FastifyInstance, folder: string): void {
  // Names in `assets` hold a hash of the content, so they never change.
  void app.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/assets/",
    index: false,
    maxAge: "365d",
    immutable: true,
  });
  const page = (reply: FastifyReply, file: string) =>
    reply.header("cache-control", "no-cache").sendFile(file, folder, { cacheControl: false });
  app.get("/", (_request, reply) => page(reply, "index.html"));
  app.get("/operator", (_request, reply) => page(reply, "operator.html"));
}
