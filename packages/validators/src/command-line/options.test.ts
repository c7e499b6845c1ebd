import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oneOf, readOptions, UsageError, usageWords, wholeNumber } from "./options.js";

const OPTIONS = {
  config: { type: "string" },
  reader: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const read = (line: string, positionals = false) => readOptions(line.split(" ").filter(Boolean), OPTIONS, positionals);

const usage = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return "taken";
};

describe("readOptions", () => {
  test("reads values beside and behind, what may be repeated, and short names", () => {
    expect(read("--config a --reader b --reader=c -h")).toMatchObject({
      values: { config: "a", reader: ["b", "c"], json: false, help: true },
      positionals: [],
    });
    expect(read("list --json --json", true)).toMatchObject({ values: { json: true }, positionals: ["list"] });
    expect(read("--config=-1 --reader -").values).toMatchObject({ config: "-1", reader: ["-"] });
    expect(read("-- --config", true).positionals).toEqual(["--config"]);
  });

  test.each([
    ["--confg a", 'unknown option "--confg", did you mean "--config"?'],
    ["--Json=1", 'unknown option "--Json", did you mean "--json"?'],
    ["-config a", 'unknown option "-config", did you mean "--config"?'],
    ["--something-else", 'unknown option "--something-else", expected one of --config, --reader, --json, --help'],
    ["--config", "--config needs a value"],
    ["--config=", "--config needs a value"],
    ["--config --json", '--config needs a value; if "--json" is meant, write --config=--json'],
    ["--config a --config b", "--config is given twice"],
    ["--json=yes", "--json takes no value"],
    ["gate.jsonc", '"gate.jsonc" belongs to no option'],
    ["-- --config", '"--config" belongs to no option'],
  ])("%s is refused: %s", (line, message) => {
    expect(usage(() => read(line))).toBe(message);
  });

  test("whatever is typed is either taken or refused in words", () => {
    const word = fc.oneof(
      fc.constantFrom("--config", "--reader=", "-h", "-hj", "--", "-", "--json", "--constructor", "--__proto__=1"),
      fc.string({ maxLength: 6 }),
      fc.string({ maxLength: 4 }).map((text) => `--${text}`),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.boolean(), (words, positionals) => {
        expect(usage(() => readOptions(words, OPTIONS, positionals))).toEqual(expect.any(String));
      }),
    );
  });

  test("an empty value, as an unset variable leaves it in a script, is none", () => {
    expect(usage(() => readOptions(["--config", ""], OPTIONS))).toBe("--config needs a value");
  });
});

describe("values of options", () => {
  test.each(["0", "11", "1e1", "", "x", "1.5", " 2", "0x2"])("%j is no whole number from 1 to 10", (text) => {
    expect(usage(() => wholeNumber("--days", text, 1, 10))).toBe(
      `--days is "${text}", expected a whole number from 1 to 10`,
    );
  });

  test("whole numbers and known words are taken", () => {
    expect(wholeNumber("--days", "9007199254740991", 1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(usage(() => wholeNumber("--days", "9007199254740992", 1))).toMatch(/expected a whole number from 1 on$/);
    expect([wholeNumber("--days", "10", 1, 10), wholeNumber("--seed", "-3", -5, 5)]).toEqual([10, -3]);
    expect(oneOf("--format", "text", ["text", "ndjson"])).toBe("text");
    expect(usage(() => oneOf("command", "lsit", ["list", "watch"]))).toBe(
      'unknown command "lsit", did you mean "list"?',
    );
  });

  test("a program says what is wrong, and where its help is", () => {
    const error = new UsageError("--config needs a value");
    expect(usageWords(error, "gate")).toBe("gate: --config needs a value\ngate --help shows what can be given\n");
    expect(usageWords(error, "dst", "npm run dst -- --help")).toMatch(/\nnpm run dst -- --help shows/);
  });
});
