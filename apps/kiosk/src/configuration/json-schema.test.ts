import { readFileSync } from "node:fs";
import { DEFAULT_TIMINGS } from "@usher/core";
import { describe, expect, test } from "vitest";
import { configurationJsonSchema } from "./json-schema.js";

describe("kiosk.schema.json", () => {
  test("is the schema that the kiosk goes by: usher-kiosk --schema > kiosk.schema.json", () => {
    const published = readFileSync(new URL("../../kiosk.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(published)).toEqual(JSON.parse(configurationJsonSchema()));
  });

  test("names every timing", () => {
    for (const name of Object.keys(DEFAULT_TIMINGS)) expect(configurationJsonSchema()).toContain(`"${name}"`);
  });
});
