import type { FastifyInstance } from "fastify";
import { checked } from "@usher/validators";
import type { z } from "zod";

/** One route of the control surface: served, checked and described by the same schemas. */
export interface AdminRoute {
  readonly method: "GET" | "PUT" | "POST";
  /** Below `/admin/`, with OpenAPI's `{parameter}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Of a success. Default 200. */
  readonly code?: number;
  readonly handle: (request: AdminRequest) => unknown;
}

/** What a handler gets: parameters as text, query and body as their schemas read them. */
export interface AdminRequest {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
}

/** A request that can't be done, with the words that go to whoever sent it. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  readonly statusCode: 400 | 404 | 409;
  constructor(statusCode: 400 | 404 | 409, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.statusCode = statusCode;
  }
}

/** An admin route whose handler knows what its schemas read. */
export function adminRoute<Query extends z.ZodObject = z.ZodObject, Body extends z.ZodType = z.ZodType>(
  route: Omit<AdminRoute, "handle" | "query" | "body"> & {
    readonly query?: Query;
    readonly body?: Body;
    readonly handle: (request: {
      readonly parameters: Readonly<Record<string, string>>;
      readonly query: z.output<Query>;
      readonly body: z.output<Body>;
    }) => unknown;
  },
): AdminRoute {
  return route as AdminRoute;
}

/** Serves a route below `/admin/`. */
export function serve(app: FastifyInstance, route: AdminRoute): void {
  app.route({
    method: route.method,
    url: `/admin/${route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
    handler: async (request, reply) => {
      const answer: unknown = await route.handle({
        parameters: request.params as Readonly<Record<string, string>>,
        query: read("query", route.query, request.query),
        body: read("body", route.body, request.body),
      });
      return reply
        .code(route.code ?? 200)
        .type("application/json; charset=utf-8")
        .send(answer);
    },
  });
}

function read(what: string, schema: z.ZodType | undefined, input: unknown): unknown {
  if (schema === undefined) return undefined;
  const result = checked(schema, input, () => null);
  if (result.ok) return result.value;
  const words = result.problems.map(({ path, message }) => {
    const place = path === "" || path.startsWith("[") ? `${what}${path}` : `${what}.${path}`;
    return `${place}: ${message}`;
  });
  throw new AdminError(400, words.join("; "));
}
