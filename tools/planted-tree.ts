import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ROOMS } from "./rooms.mjs";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const run = promisify(execFile);

/** npm packages that every planted room declares, and one that none does. */
const DECLARED = ["better-sqlite3", "node-hid", "rxjs", "serialport", "usb", "xstate"];
const UNDECLARED = ["fastify"];

/** A small house with the same rooms as ours, in a temporary folder, for planting faults that a checker must report. */
export interface PlantedTree {
  readonly folder: string;
  /** What an installed tool writes to standard output when it runs in the tree, however it ends. */
  outputOf(tool: string, ...args: readonly string[]): Promise<string>;
  remove(): void;
}

/** Builds the tree: every room with a manifest and an index, the npm packages as stubs, `files` by their path, and copies of our own `configurations`. */
export function plantTree(files: Readonly<Record<string, string>>, ...configurations: readonly string[]): PlantedTree {
  const folder = mkdtempSync(join(tmpdir(), "usher-canary-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [room, { folder: roomFolder, mayImport }] of Object.entries(ROOMS)) {
    const dependencies = [...mayImport.map((name) => `@usher/${name}`), ...DECLARED];
    write(`${roomFolder}/package.json`, JSON.stringify(manifest(room, dependencies)));
    write(`${roomFolder}/src/index.ts`, `export const ${room.replace("-", "_")} = 1;\n`);
    mkdirSync(join(folder, "node_modules/@usher"), { recursive: true });
    symlinkSync(join(folder, roomFolder), join(folder, "node_modules/@usher", room));
  }
  for (const name of [...DECLARED, ...UNDECLARED]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    write(`node_modules/${name}/index.js`, "");
  }
  symlinkSync(join(ROOT, "node_modules/@types"), join(folder, "node_modules/@types"));
  write("package.json", JSON.stringify({ name: "canaries", private: true, workspaces: ["packages/*", "apps/*"] }));
  for (const [path, text] of Object.entries(files)) write(path, text);
  for (const path of configurations) copyFileSync(join(ROOT, path), join(folder, path));
  return {
    folder,
    outputOf: async (tool, ...args) => {
      const running = run(join(ROOT, "node_modules/.bin", tool), args, { cwd: folder, maxBuffer: 2 ** 26 });
      const { stdout } = await running.catch((error: { stdout: string }) => error);
      return stdout;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function manifest(room: string, dependencies: readonly string[]): object {
  const source = (path: string): object => ({ "@usher/source": path, default: path });
  return {
    name: `@usher/${room}`,
    version: "0.1.0",
    type: "module",
    exports: {
      ".": source("./src/index.ts"),
      "./seal": source("./src/seal.ts"),
      "./testing": source("./src/testing/index.ts"),
    },
    dependencies: Object.fromEntries(dependencies.map((name) => [name, "*"])),
  };
}
