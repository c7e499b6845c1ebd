import { z } from "zod";
import { venueFileSchema } from "./venue-file.js";

/** The JSON Schema of venue files, for editors and other people's tools. The file `venue.schema.json` holds the same. */
export function venueJsonSchema(): object {
  return { ...z.toJSONSchema(venueFileSchema, { io: "input" }), title: "Venue file of the Usher simulator" };
}
