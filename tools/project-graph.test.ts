import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "./planted-tree.js";
import { ROOMS } from "./rooms.mjs";

interface Graph {
  readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>>;
  readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
}

const folder = mkdtempSync(join(tmpdir(), "usher-graph-"));
let graph: Graph;

beforeAll(async () => {
  const file = join(folder, "graph.json");
  await promisify(execFile)(join(ROOT, "node_modules/.bin/nx"), ["graph", `--file=${file}`], { cwd: ROOT });
  ({ graph } = JSON.parse(readFileSync(file, "utf8")) as { graph: Graph });
});

afterAll(() => rmSync(folder, { recursive: true }));

it("the project graph knows each room where the table has it, and no other project", () => {
  const projects = Object.entries(graph.nodes).map(([name, { data }]) => [name, data.root]);
  expect(projects.length).toBeGreaterThanOrEqual(8);
  for (const [name, root] of projects) expect(ROOMS[name as string]?.folder, name).toBe(root);
});

it("the project graph has the arrows that the manifests declare, and none that the table forbids", () => {
  for (const [name, { data }] of Object.entries(graph.nodes)) {
    const arrows = [...new Set(graph.dependencies[name]?.map(({ target }) => target))].toSorted();
    expect(arrows, name).toEqual(declaredRooms(data.root));
    expect(ROOMS[name]?.mayImport, name).toEqual(expect.arrayContaining(arrows));
  }
});

function declaredRooms(root: string): readonly string[] {
  type Manifest = Readonly<Partial<Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>>>;
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, root, "package.json"), "utf8"),
  ) as Manifest;
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name.startsWith("@usher/"))
    .map((name) => name.slice("@usher/".length))
    .toSorted();
}
