import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** Answers with lines of JSON as a file of this name, as they come. */
export function ndjsonFile(
  reply: FastifyReply,
  name: string,
  lines: Iterable<string> | AsyncIterable<string>,
): FastifyReply {
  return reply
    .type("application/x-ndjson; charset=utf-8")
    .header("content-disposition", `attachment; filename="${name}"`)
    .send(Readable.from(lines));
}
