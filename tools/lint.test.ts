import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plantTree, ROOT, type PlantedTree } from "./planted-tree.js";

/** For each rule that the configuration names: code that breaks it, in a file of its own. */
const PLANTED: Readonly<Record<string, string>> = {
  eqeqeq: "export const a = (b: number, c: number): boolean => b == c;",
  "no-console": "console.info(1);",
  "no-param-reassign": "export const a = (b: number): number => { b = 1; return b; };",
  "no-unused-vars": "const a = 1;\nexport {};",
  "import/no-default-export": "export default 1;",
  "import/no-unassigned-import": 'import "./eqeqeq.js";',
  "promise/no-return-wrap": "export const a = (p: Promise<number>) => p.then(() => Promise.resolve(1));",
  "typescript/ban-ts-comment": "// @ts-ignore\nexport const a: number = 1;",
  "typescript/consistent-type-imports": 'import { Stats } from "node:fs";\nexport const a: Stats | null = null;',
  "typescript/no-explicit-any": "export const a = (b: any): number => Number(b);",
  "typescript/no-misused-promises":
    "export const a = (): void => [1].forEach(async () => { await b(); });\nasync function b() {}",
  "typescript/no-non-null-assertion": "export const a = (b: string | null): number => b!.length;",
  "typescript/no-unsafe-argument": 'export const a = (): number => Number.parseInt(JSON.parse("1"));',
  "typescript/no-unsafe-assignment": 'export const a: number = JSON.parse("1");',
  "typescript/no-unsafe-call": 'export const a = (): number => { const b = JSON.parse("1"); return b() as number; };',
  "typescript/no-unsafe-member-access": 'export const a = (): number => JSON.parse("1").b as number;',
  "typescript/no-unsafe-return": 'export const a = (): number => JSON.parse("1");',
  "typescript/only-throw-error": 'export const a = (): void => { throw "a"; };',
  "typescript/return-await":
    "export const a = async (b: Promise<number>) => { try { return b; } catch { return 0; } };",
  "typescript/switch-exhaustiveness-check":
    'export const a = (b: "x" | "y"): number => { switch (b) { case "x": return 1; } return 2; };',
  "typescript/no-floating-promises": "export const a = (b: Promise<number>): void => { b; };",
  "unicorn/no-abusive-eslint-disable": "/* eslint-disable */\nexport const a = 1;",
  "unicorn/prefer-node-protocol": 'export { readFileSync } from "fs";',
  "vitest/no-focused-tests": 'import { it } from "vitest";\nit.only("a", () => {});',
  "vitest/no-identical-title": 'import { it } from "vitest";\nit("a", () => {});\nit("a", () => {});',
  "vitest/valid-expect": 'import { expect, it } from "vitest";\nit("a", () => { expect(1); });',
};

/** What the engine must not touch. */
const IMPURE = [
  "Date.now()",
  "new Date()",
  "performance.now()",
  "setTimeout(() => 1, 1)",
  "setInterval(() => 1, 1)",
  "setImmediate(() => 1)",
  "clearTimeout(1)",
  "clearInterval(1)",
  "clearImmediate(null)",
  "crypto.randomUUID()",
  'fetch("")',
  "process.env",
  "Buffer.alloc(1)",
  "console.info(1)",
  "globalThis.Date",
  "global.Date",
  "Math.random()",
  "AbortSignal.timeout(1)",
] as const;
const CLOCKED = ["asyncScheduler", "asapScheduler", "animationFrameScheduler", "interval"];

const file = (rule: string): string =>
  `packages/storage/src/${rule.replaceAll("/", "-")}${rule.startsWith("vitest") ? ".test" : ""}.ts`;
const impure = (line: number): string => `packages/core/src/impure-${line}.ts`;
const pure = (line: number): string => `packages/core/src/pure-${line}.test.ts`;
const clocked = (name: string): string => `packages/core/src/${name}.ts`;

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

let tree: PlantedTree;
let reported: readonly string[];

beforeAll(async () => {
  const planted = [
    ...Object.entries(PLANTED).map(([rule, text]) => [file(rule), text]),
    ...IMPURE.flatMap((text, line) =>
      [impure(line), pure(line)].map((path) => [path, `export const a: unknown = ${text};`]),
    ),
    ...CLOCKED.map((name) => [clocked(name), `export { ${name} } from "rxjs";`]),
  ];
  const configurations = [".oxlintrc.json", "tsconfig.base.json", "packages/storage/tsconfig.json"];
  tree = plantTree(Object.fromEntries(planted) as Record<string, string>, ...configurations);
  const output = await tree.outputOf("oxlint", "--type-aware", "--format", "json");
  const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
  reported = diagnostics.map(({ code, filename }) => `${filename} ${ruleOf(code)}`);
});

afterAll(() => tree.remove());

describe("the linter", () => {
  const { rules, overrides } = readConfiguration();
  const named = [rules, ...overrides.map((override) => override.rules)]
    .flatMap((group) => Object.entries(group))
    .filter(([rule, level]) => level !== "off" && !rule.startsWith("no-restricted"))
    .map(([rule]) => rule);

  it("has a canary for each rule that the configuration names", () => {
    expect(Object.keys(PLANTED)).toEqual(expect.arrayContaining(named));
  });

  it.each(Object.keys(PLANTED))("reports what breaks %s", (rule) => {
    expect(reported).toContain(`${file(rule)} ${rule}`);
  });

  it.each(IMPURE.map((text, line) => [text, line] as const))("keeps %s out of the engine", (_text, line) => {
    expect(restricted(impure(line))).toHaveLength(1);
    expect(restricted(pure(line)), "tests may use it").toEqual([]);
  });

  it.each(CLOCKED)("keeps rxjs' %s out of the engine", (name) => {
    expect(reported).toContain(`${clocked(name)} no-restricted-imports`);
  });
});

/** `"eslint(eqeqeq)"` is configured as `eqeqeq`, `"unicorn(prefer-at)"` as `unicorn/prefer-at`. */
function ruleOf(code: string): string {
  const [, plugin, rule] = /^(.*)\((.*)\)$/.exec(code) ?? [];
  return plugin === "eslint" ? `${rule}` : `${plugin}/${rule}`;
}

function restricted(path: string): readonly string[] {
  return reported.filter((report) => report.startsWith(`${path} no-restricted-`));
}

function readConfiguration(): { rules: Record<string, unknown>; overrides: { rules: Record<string, unknown> }[] } {
  const text = readFileSync(join(ROOT, ".oxlintrc.json"), "utf8").replace(/^\s*\/\/.*$/gm, "");
  return JSON.parse(text) as ReturnType<typeof readConfiguration>;
}
