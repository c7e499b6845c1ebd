import type { FastifyRequest } from "fastify";

/** By which means an operator asked, for the journal: a browser names the page that asks, a script does not. */
export function meansOf({ headers }: FastifyRequest): string {
  return headers.origin === undefined ? "HTTP" : "operator panel";
}
