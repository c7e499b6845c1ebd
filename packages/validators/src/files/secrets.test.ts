import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveSecret, type SecretPlace } from "./secrets.js";

let folder: string;
let place: SecretPlace;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-secrets-"));
  place = {
    settingsFile: join(folder, "kiosk.jsonc"),
    path: "apiKey",
    environment: { KEY: "from-environment", WINDOWS: "from-windows\r", EMPTY: "", BLANK: " \n" },
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("resolveSecret", () => {
  test("takes text as it is, a variable by name, a file beside the settings file, both without a line end", () => {
    writeFileSync(join(folder, "key"), "from-file\n");
    expect(resolveSecret("plain", place)).toBe("plain");
    expect(resolveSecret({ env: "KEY" }, place)).toBe("from-environment");
    expect(resolveSecret({ env: "WINDOWS" }, place)).toBe("from-windows");
    expect(resolveSecret({ file: "key" }, place)).toBe("from-file");
  });

  test("names the variable or the file that is missing or empty", () => {
    writeFileSync(join(folder, "empty"), "\n");
    expect(() => resolveSecret({ env: "NONE" }, place)).toThrow("apiKey: the environment variable NONE is not set");
    expect(() => resolveSecret({ env: "EMPTY" }, place)).toThrow("EMPTY is not set");
    expect(() => resolveSecret({ env: "BLANK" }, place)).toThrow("BLANK is not set");
    expect(() => resolveSecret({ file: "none" }, place)).toThrow(`${join(folder, "none")}: there is no such file`);
    expect(() => resolveSecret({ file: "empty" }, place)).toThrow("is empty");
  });
});
