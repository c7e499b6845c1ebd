import { z } from "zod";
import type { AdminRoute } from "./route.js";

/** The OpenAPI description of the control surface, made of the schemas that it is checked by. */
export function openApi(routes: readonly AdminRoute[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const operations = (paths[`/admin/${route.path}`] ??= {});
    operations[route.method.toLowerCase()] = operation(route);
  }
  paths["/admin/changes"] = { get: CHANGES };
  return {
    openapi: "3.1.0",
    info: {
      title: "Usher simulator: control",
      version: "1",
      description: "Look into a simulated venue, add tickets, scan them, and make its Presence service fail.",
    },
    paths,
  };
}

/** The one answer that does not end. */
const CHANGES = {
  summary: "What has changed, as server-sent events",
  description: 'Each event is a JSON list of what to read anew: "devices", "tickets", "scans", "faults".',
  responses: { 200: { description: "Events, until one side ends", content: { "text/event-stream": {} } } },
} as const;

function operation({ path, summary, query, body, answer, code = 200 }: AdminRoute): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    summary,
    parameters: [...inPath, ...(query === undefined ? [] : queryParameters(query))],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(body, "input") } }),
    responses: {
      [code]: { description: "Done", content: json(answer, "output") },
      default: { description: "Not done; `message` says why", content: json(problemAnswer, "output") },
    },
  };
}

/** What every refusal looks like. */
const problemAnswer = z.object({ message: z.string() });

function queryParameters(query: z.ZodObject): object[] {
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: "query",
    required: false,
    schema: jsonSchema(schema as z.ZodType, "input"),
  }));
}

function json(schema: z.ZodType, io: "input" | "output"): object {
  return { "application/json": { schema: jsonSchema(schema, io) } };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described;
}
