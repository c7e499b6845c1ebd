import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { venueJsonSchema } from "./published-schema.js";

it("venue.schema.json is the schema that venue files are checked by (get the new one from /admin/venue.schema.json)", () => {
  const published: unknown = JSON.parse(readFileSync(new URL("../../venue.schema.json", import.meta.url), "utf8"));
  expect(published).toEqual(JSON.parse(JSON.stringify(venueJsonSchema())));
});
