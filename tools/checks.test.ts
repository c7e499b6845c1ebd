import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { plantTree, type PlantedTree } from "./planted-tree.js";

let tree: PlantedTree;

afterEach(() => tree.remove());

describe("the formatter", () => {
  it("reports a file that is not formatted", async () => {
    tree = plantTree({ "packages/core/src/crooked.ts": "export const a  =  1" }, ".oxfmtrc.json");
    expect(await tree.outputOf("oxfmt", "--list-different", ".")).toContain("packages/core/src/crooked.ts");
  });
});

describe("the search for dead code", () => {
  it("reports a file, an export and a dependency that nobody uses, and a dependency that is not declared", async () => {
    tree = plantTree(
      {
        "apps/kiosk/src/main.ts": 'import { alive } from "./alive.js";\nimport "fastify";\nalive();',
        "apps/kiosk/src/alive.ts": "export const alive = () => 1;\nexport const buried = 1;",
        "apps/kiosk/src/dead.ts": "export const dead = 1;",
      },
      "knip.json",
    );
    const { issues } = JSON.parse(await tree.outputOf("knip", "--reporter", "json")) as { issues: KnipIssue[] };
    const named = (kind: Exclude<keyof KnipIssue, "file">): readonly string[] =>
      issues.flatMap((issue) => (issue[kind] ?? []).map(({ name }) => `${issue.file}: ${name}`));
    expect(named("files")).toContain("apps/kiosk/src/dead.ts: apps/kiosk/src/dead.ts");
    expect(named("exports")).toContain("apps/kiosk/src/alive.ts: buried");
    expect(named("dependencies")).toContain("apps/kiosk/package.json: xstate");
    expect(named("unlisted")).toContain("apps/kiosk/src/main.ts: fastify");
  });
});

describe("the type check", () => {
  const wrong = "export const a: number = 'a';";
  const configurations = ["tsconfig.base.json", "tsconfig.emit.json"].concat(
    ["tsconfig.json", "tsconfig.build.json"].map((name) => `packages/core/${name}`),
  );

  it("is TypeScript 7's, while tools that need the compiler as a library find TypeScript 6", async () => {
    tree = plantTree({});
    expect(await tree.outputOf("tsc", "--version")).toMatch(/^Version 7\./);
    expect(((await import("typescript")) as { version: string }).version).toMatch(/^6\./);
  });

  it("reads tests beside the sources and in the folder test", async () => {
    tree = plantTree(
      { "packages/core/src/a.test.ts": wrong, "packages/core/test/b.test.ts": wrong },
      ...configurations,
    );
    const output = await tree.outputOf("tsc", "--project", "packages/core");
    expect(output).toContain("packages/core/src/a.test.ts(1,14): error TS2322");
    expect(output).toContain("packages/core/test/b.test.ts(1,14): error TS2322");
  });

  it("is no hindrance to the build, which emits no tests", async () => {
    tree = plantTree({ "packages/core/src/a.test.ts": wrong }, ...configurations);
    expect(await tree.outputOf("tsc", "--build", "packages/core/tsconfig.build.json")).toBe("");
    const emitted = ["index.js", "index.d.ts", "a.test.js"].map((name) =>
      existsSync(join(tree.folder, "packages/core/dist", name)),
    );
    expect(emitted).toEqual([true, true, false]);
  });
});

type KnipIssue = { readonly file: string } & Readonly<
  Partial<Record<"files" | "exports" | "dependencies" | "unlisted", readonly { readonly name: string }[]>>
>;
