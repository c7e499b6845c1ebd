import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** The page lies beside the sources and the build alike, its scripts where the build puts them. */
const PAGE = fileURLToPath(new URL("../../page/public/", import.meta.url));
const SCRIPTS = fileURLToPath(new URL("../../dist/page-scripts/", import.meta.url));

/** Everything comes from here, nothing from elsewhere: the page works without a network and runs no foreign script. */
const POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Serves the page at `/`. */
export function pageRoute(app: FastifyInstance): void {
  const options = { cacheControl: false, setHeaders };
  void app.register(fastifyStatic, { ...options, root: PAGE });
  void app.register(fastifyStatic, { ...options, root: SCRIPTS, prefix: "/scripts/", decorateReply: false });
}

function setHeaders(response: { setHeader(name: string, value: string): unknown }): void {
  response.setHeader("content-security-policy", POLICY);
  response.setHeader("cache-control", "no-cache");
  response.setHeader("x-content-type-options", "nosniff");
}
