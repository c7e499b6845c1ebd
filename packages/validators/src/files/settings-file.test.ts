import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { LIMITS } from "../limits.js";
import { secretSchema } from "./secrets.js";
import { readSettingsFile, resolveBeside, SettingsFileError, settingsProblem } from "./settings-file.js";

const readerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("serial"), path: z.string(), baudRate: z.int().min(300).default(9600) }),
  z.strictObject({ kind: z.literal("stdin"), lane: z.string().optional() }),
]);
const schema = z.strictObject({
  apiKey: secretSchema,
  device: z.strictObject({
    venueId: z.string(),
    gateName: z.string(),
    mac: z.string().regex(/^[0-9a-f:]+$/, "expected a MAC address"),
  }),
  readers: z.array(readerSchema).default([]),
  direction: z.enum(["enter", "exit"]).default("enter"),
  ui: z.strictObject({ port: z.int().min(0).max(65_535), pin: secretSchema }).optional(),
  place: z.union([z.string(), z.strictObject({ section: z.string(), row: z.string() })]).optional(),
});
const good = { apiKey: "k", device: { venueId: "V", gateName: "North", mac: "00:1a" } };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-settings-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: string | Uint8Array): string {
  const file = join(folder, "kiosk.jsonc");
  writeFileSync(file, content);
  return file;
}

function failureOf(content: string | Uint8Array): SettingsFileError {
  return failureOfFile(write(content));
}

function failureOfFile(file: string): SettingsFileError {
  try {
    readSettingsFile(file, schema);
  } catch (error) {
    if (error instanceof SettingsFileError) return error;
    throw error;
  }
  throw new Error("the file was accepted");
}

const problemsOf = (settings: object) => failureOf(JSON.stringify(settings, null, 2)).problems;

test.each(["", "\uFEFF", " \r\n", "// what was here?\n"])("a file that holds nothing is said to: %j", (content) => {
  expect(failureOf(content)).toMatchObject({ code: "notJson" });
  expect(failureOf(content).message).toMatch(/kiosk\.jsonc: there is nothing in this file, expected an object$/);
});

describe("settingsProblem", () => {
  const lineOf = (file: string, path: string) => settingsProblem(file, path, "is unfit").problems[0]?.line;

  test("tells the line of a value that turned out to be unfit after it was read", () => {
    const file = write('\uFEFF// north\r\n{\r\n"readers": [\r\n{},\r\n{ "id": "a" }],\r\n"ui": { "pin": "1" }, }');
    expect(settingsProblem(file, "ui.pin", "is unfit").message).toBe(`${file}: line 6, ui.pin: is unfit`);
    expect([lineOf(file, "readers[1].id"), lineOf(file, "readers[0].id"), lineOf(file, "nothing.here")]).toEqual([
      5, 4, 2,
    ]);
  });

  test("tells none where the file is gone meanwhile, or never was one", () => {
    expect(settingsProblem(join(folder, "gone"), "ui.pin", "is unfit").message).toMatch(/gone: ui\.pin: is unfit$/);
    expect(lineOf(folder, "ui.pin")).toBeNull();
  });
});

describe("readSettingsFile", () => {
  test("reads JSON with comments, trailing commas and a byte order mark, and fills in defaults", () => {
    const file = write(
      `\uFEFF// the north gate\n{ "apiKey": {"env": "KEY"}, /* ids */ "device": ${JSON.stringify(good.device)}, "readers": [{"kind": "serial", "path": "/dev/x"},], }`,
    );
    expect(readSettingsFile(file, schema)).toMatchObject({
      apiKey: { env: "KEY" },
      direction: "enter",
      readers: [{ kind: "serial", baudRate: 9600 }],
    });
  });

  test("lists all problems at once, each with line, path, value and what was expected", () => {
    const error = failureOf(`{
  "apiKey": "k",
  "device": {
    "venueId": 7,
    "gatName": "North",
    "mac": "zz"
  },
  "direction": "in"
}`);
    expect(error.code).toBe("invalid");
    expect(error.message.split("\n")).toEqual([
      `${join(folder, "kiosk.jsonc")}: 5 problems`,
      "  line 3, device.gateName: is missing, expected text",
      "  line 4, device.venueId: is 7, expected text",
      '  line 5, device.gatName: unknown key "gatName", did you mean "gateName"?',
      '  line 6, device.mac: is "zz", expected a MAC address',
      '  line 8, direction: is "in", expected "enter" or "exit"',
    ]);
  });

  test("puts a single problem on one line", () => {
    expect(failureOf(`{\n"apiKey": "k",\n"device": []}`).message).toBe(
      `${join(folder, "kiosk.jsonc")}: line 3, device: is a list, expected an object`,
    );
  });

  test("suggests only keys of the alternative that is meant", () => {
    expect(problemsOf({ ...good, readers: [{ kind: "stdin", pat: "/dev/x" }] })).toEqual([
      { line: 11, path: "readers[0].pat", message: 'unknown key "pat", expected one of kind, lane' },
    ]);
    expect(problemsOf({ ...good, readers: [{ kind: "seriel" }] })).toMatchObject([
      { path: "readers[0].kind", message: 'is "seriel", expected "serial" or "stdin"' },
    ]);
  });

  test("explains a union by the alternative that fits best, or by all where none does", () => {
    expect(problemsOf({ ...good, place: { section: "A", row: 3 } })).toMatchObject([
      { path: "place.row", message: "is 3, expected text" },
    ]);
    expect(problemsOf({ ...good, place: 3 })).toMatchObject([
      { path: "place", message: "is 3, expected text or an object" },
    ]);
  });

  test("tells numbers out of range", () => {
    expect(problemsOf({ ...good, ui: { port: 70_000, pin: "1" } })).toMatchObject([
      { message: "is 70000, expected at most 65535" },
    ]);
    expect(problemsOf({ ...good, ui: { port: -1, pin: "1" } })).toMatchObject([
      { message: "is -1, expected at least 0" },
    ]);
  });

  test("[P10] never shows a secret, however wrong it is", () => {
    const wrong = [
      { ...good, apiKey: 987_654 },
      { ...good, apiKey: { envv: "987654" } },
      { ...good, apiKey: ["987654"] },
      { ...good, ui: { port: 0, pin: 987_654 } },
      { ...good, apikey: "987654" },
    ];
    for (const settings of wrong) expect(failureOf(JSON.stringify(settings)).message).not.toContain("987654");
    expect(failureOf(`{ "apiKey": "987654", "device": 987654x }`).message).not.toContain("987654");
    expect(problemsOf({ ...good, apiKey: 987_654 })).toMatchObject([
      {
        path: "apiKey",
        message:
          'is a value that is not shown here, expected the secret as text, or {"env": "NAME"}, or {"file": "PATH"}',
      },
    ]);
  });

  test("cuts a long value and does not spread out objects", () => {
    const [long, object] = problemsOf({ ...good, direction: "x".repeat(500), place: 4, readers: { a: 1 } });
    expect(long?.message.length).toBeLessThan(120);
    expect(object?.message).toContain("expected");
    expect(problemsOf({ ...good, readers: { a: 1 } })).toMatchObject([{ message: "is an object, expected a list" }]);
  });

  test("refuses a key that is set twice", () => {
    const error = failureOf(
      `{\n"apiKey": "k",\n"device": {"venueId": "V", "gateName": "N", "gateName": "S", "mac": "0"},\n"apiKey": "l"}`,
    );
    expect(error.problems).toEqual([
      { line: 3, path: "device.gateName", message: "is set twice, first on line 3: keep one" },
      { line: 4, path: "apiKey", message: "is set twice, first on line 2: keep one" },
    ]);
  });

  test("tells the first problems of a file that is wrong all over, and how many there are besides", () => {
    const readers = Array.from({ length: LIMITS.problems + 7 }, () => ({ kind: "serial" }));
    const problems = problemsOf({ ...good, readers });
    expect(problems).toHaveLength(LIMITS.problems + 1);
    expect(problems[0]).toMatchObject({ path: "readers[0].path" });
    expect(problems.at(-1)).toEqual({ line: null, path: "", message: "and 7 more" });
  });

  test("names the line where the text stops being JSON", () => {
    expect(failureOf(`{\n"apiKey": "k"\n"device": 1}`)).toMatchObject({
      code: "notJson",
      problems: [{ line: 3, message: "this is not JSON: comma expected" }],
    });
    expect(failureOf("[]")).toMatchObject({
      code: "invalid",
      problems: [{ line: 1, path: "", message: "is a list, expected an object" }],
    });
  });

  test("tells an absent file from one that can't be read", () => {
    expect(failureOfFile(join(folder, "nowhere.jsonc"))).toMatchObject({
      code: "absent",
      message: `${join(folder, "nowhere.jsonc")}: there is no such file: check the path`,
    });
    const directory = join(folder, "directory");
    mkdirSync(directory);
    expect(failureOfFile(directory)).toMatchObject({ code: "unreadable" });
    expect(failureOf(new Uint8Array([0x7b, 0xe4, 0x7d]))).toMatchObject({ code: "unreadable" });
    expect(failureOf(new Uint8Array([0x7b, 0xe4, 0x7d])).message).toContain("UTF-8");
    expect(failureOf(" ".repeat(17 * 1024 * 1024))).toMatchObject({ code: "unreadable" });
  });

  test.runIf(existsSync("/dev/zero"))("reads no more of a device without end than of a file", () => {
    expect(failureOfFile("/dev/zero")).toMatchObject({ code: "unreadable" });
    expect(failureOfFile("/dev/zero").message).toContain("does not end, at most 16777216 bytes are read");
  });

  test("refuses thousands of brackets in one another", () => {
    expect(failureOf("[".repeat(100_000))).toMatchObject({ code: "notJson" });
    expect(failureOf("[".repeat(100_000)).message).toContain("nested too deeply");
  });
});

test("paths are relative to the file that names them", () => {
  expect(resolveBeside("/etc/usher/kiosk.jsonc", "tickets.csv")).toBe("/etc/usher/tickets.csv");
  expect(resolveBeside("/etc/usher/kiosk.jsonc", "/srv/tickets.csv")).toBe("/srv/tickets.csv");
  expect(resolveBeside("kiosk.jsonc", "../tickets.csv")).toBe(join(process.cwd(), "..", "tickets.csv"));
});
