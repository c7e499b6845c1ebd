import type { FastifyInstance } from "fastify";
import type { Reader } from "../readers/reader.js";
import { venueJsonSchema } from "../venue/published-schema.js";
import type { World } from "../world/world.js";
import { faultRoutes, type Failing } from "./fault-routes.js";
import { openApi } from "./open-api.js";
import { readerRoutes } from "./reader-routes.js";
import { serve } from "./route.js";
import { worldRoutes } from "./world-routes.js";

/** Where the control surface lies. */
export const ADMIN_PATH = "/admin/";

/** What the control surface reaches. */
export interface Controlled {
  readonly world: World;
  readonly readers: readonly Reader[];
  readonly failing: Failing;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
}

/** The control surface, its index, and the files that describe it and the venue file. */
export function adminRoutes(app: FastifyInstance, { world, readers, failing, nowMs }: Controlled): void {
  const routes = [...worldRoutes(world, nowMs), ...faultRoutes(failing), ...readerRoutes(readers)];
  for (const route of routes) serve(app, route);

  const description = openApi(routes);
  const venueSchema = venueJsonSchema();
  app.get(`${ADMIN_PATH}openapi.json`, () => description);
  app.get(`${ADMIN_PATH}venue.schema.json`, () => venueSchema);
  app.get(ADMIN_PATH, () => ({
    openapi: `${ADMIN_PATH}openapi.json`,
    venueSchema: `${ADMIN_PATH}venue.schema.json`,
    changes: `${ADMIN_PATH}changes`,
    routes: routes.map(({ method, path, summary }) => ({ method, path: `${ADMIN_PATH}${path}`, summary })),
  }));
}
