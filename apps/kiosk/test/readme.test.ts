import { readFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ALARM_CODES } from "@usher/core";
import { codeIn } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { configurationJsonSchema } from "../src/configuration/json-schema.js";
import { readConfiguration } from "../src/configuration/read-configuration.js";
import { configurationSchema } from "../src/configuration/schema.js";
import { surfaceRig } from "./surface-rig.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

const ALARMS = readFileSync(new URL("../../../docs/alarms.md", import.meta.url), "utf8");
const OUTPUTS = readFileSync(new URL("../../../docs/outputs.md", import.meta.url), "utf8");
const SCANNERS = readFileSync(new URL("../../../docs/scanners.md", import.meta.url), "utf8");

describe("the README", () => {
  test("has an example that a kiosk starts with", () => {
    const [example = ""] = codeIn(README, "jsonc");
    const folder = mkdtempSync(join(tmpdir(), "usher-readme-"));
    writeFileSync(join(folder, "kiosk.jsonc"), example);
    writeFileSync(join(folder, "pin.txt"), "2468\n");
    const { readers, gate, ui } = readConfiguration(join(folder, "kiosk.jsonc"), { USHER_API_KEY: "key" });
    expect(readers.map(({ id, lane }) => `${id} ${lane}`)).toEqual(["serial 1", "stdin 2"]);
    expect(gate.rule).toMatchObject({ zone: "Lounge" });
    expect(ui).toMatchObject({ port: 8080, pin: "2468" });
  });

  test("and docs/outputs.md have outputs that a kiosk starts with", () => {
    const [example = ""] = codeIn(README, "jsonc");
    const [outputs = ""] = codeIn(OUTPUTS, "jsonc");
    const folder = mkdtempSync(join(tmpdir(), "usher-readme-"));
    writeFileSync(join(folder, "kiosk.jsonc"), example.replace(/"outputs": \[.*\],\n/, `${outputs.trimEnd()},\n`));
    writeFileSync(join(folder, "pin.txt"), "2468\n");
    const configuration = readConfiguration(join(folder, "kiosk.jsonc"), { USHER_API_KEY: "key" });
    expect(configuration.outputs.map(({ kind, lane }) => `${kind} ${lane}`)).toEqual(["hidRelay 1", "serialRelay 2"]);
  });

  test("and docs/scanners.md have readers that a kiosk starts with", () => {
    const [example = ""] = codeIn(README, "jsonc");
    const examples = codeIn(SCANNERS, "jsonc").map((readers) => {
      const folder = mkdtempSync(join(tmpdir(), "usher-readme-"));
      const file = join(folder, "kiosk.jsonc");
      writeFileSync(
        file,
        example.replace(/"readers": \[[^]*?\n {2}\],\n/, `${readers.trimEnd().replace(/,$/, "")},\n`),
      );
      writeFileSync(join(folder, "pin.txt"), "2468\n");
      return readConfiguration(file, { USHER_API_KEY: "key" }).readers.map(({ kind }) => kind);
    });
    expect(examples).toEqual([["auto"], ["hid", "hid", "serial", "keyboard", "auto"]]);
  });

  test("names every key of the configuration, and no other", () => {
    const [, section = ""] = /\n## Configuration\n([^]*?)\n##/.exec(README) ?? [];
    const keys = [...section.matchAll(/^\| `(\w+)`\s+\|/gm)].map(([, key]) => key);
    expect(keys).toEqual(Object.keys(configurationSchema.shape).filter((key) => key !== "$schema"));
  });

  test("names every layout and command set that a reader can have", () => {
    const [, section = ""] = /\n### Readers\n([^]*?)\n##/.exec(README) ?? [];
    const lists = configurationJsonSchema().matchAll(/"enum": \[([^\]]*"(?:jp|newland)"[^\]]*)\]/g);
    const words = [...lists].flatMap(([, list = ""]) => list.match(/\w+/g) ?? []);
    expect(words).toEqual(expect.arrayContaining(["us", "zebra"]));
    expect(words.filter((word) => !section.includes(`\`${word}\``) && !section.includes(`"${word}"`))).toEqual([]);
  });

  test("and docs/alarms.md names every alarm, and no other", () => {
    expect([...ALARMS.matchAll(/^\| ([A-Z_]+) +\|/gm)].map(([, code]) => code)).toEqual(ALARM_CODES);
  });

  test("and docs/outputs.md names every key of an output, and no other", () => {
    const keys = [...OUTPUTS.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key);
    const schema = JSON.parse(configurationJsonSchema()) as {
      readonly properties: { readonly outputs: { readonly items: { readonly oneOf: { properties: object }[] } } };
    };
    const known = schema.properties.outputs.items.oneOf.flatMap(({ properties }) => Object.keys(properties));
    expect(new Set(keys)).toEqual(new Set(known));
  });

  test("names requests that the kiosk answers", async () => {
    const { app } = surfaceRig();
    const requests = [...README.matchAll(/`(GET|POST) (\/[\w/.]*)/g)].map(([, method = "", path = ""]) => ({
      method,
      path,
    }));
    expect(requests.length).toBeGreaterThan(10);
    await app.ready();
    for (const { method, path } of requests) {
      expect(app.hasRoute({ method, url: path }), `${method} ${path}`).toBe(true);
    }
    await app.close();
  });
});
