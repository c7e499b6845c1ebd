import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { HttpError } from "./http-error.js";

/** The body of a request in the shape that its route needs; anything else is the client's mistake. */
export function bodyOf<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  return checked(request.body ?? {}, schema, "body");
}

/** The same for the query string. */
export function queryOf<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  return checked(request.query, schema, "query");
}

function checked<Schema extends z.ZodType>(value: unknown, schema: Schema, place: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // Zod's words name what was expected and never repeat the value: it may be a token or a PIN.
  const problems = result.error.issues.map(
    ({ path, message }) => [place, ...path.map(String)].join(".") + `: ${message}`,
  );
  throw new HttpError("badRequest", problems.join("; "));
}
