import { z } from "zod";
import { configurationSchema } from "./schema.js";

/** The configuration's JSON Schema as text: what `kiosk.schema.json` holds, for editors and other people's scripts. */
export function configurationJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(configurationSchema, { io: "input" }), null, 2)}\n`;
}
