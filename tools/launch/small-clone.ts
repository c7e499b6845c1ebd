import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./place.mjs";

const LOCK = { packages: { "node_modules/left": { version: "1.0.0" } } };

/** What the launchers call, as far as they need it, in JavaScript: npm installs Nx and records that, Nx builds the one room. */
const TOOLS: Readonly<Record<string, string>> = {
  npm: `
    mkdirSync("node_modules/.bin", { recursive: true });
    rmSync("node_modules/.bin/nx", { force: true });
    symlinkSync("../../bin/nx", "node_modules/.bin/nx");
    copyFileSync("package-lock.json", "node_modules/.package-lock.json");`,
  nx: `
    mkdirSync("apps/simulator/dist", { recursive: true });
    writeFileSync("apps/simulator/dist/main.js", "console.log('ran', ...process.argv.slice(2))");`,
};

/** A fresh clone of this repository in small, in a temporary folder: our launchers, one room, and scripted tools. No others are found. */
export class SmallClone {
  readonly folder = mkdtempSync(join(tmpdir(), "usher-clone-"));

  constructor() {
    cpSync(join(ROOT, "tools"), join(this.folder, "tools"), { recursive: true });
    for (const file of ["nx.json", "tsconfig.base.json", "tsconfig.emit.json"]) this.write(file, "{}");
    this.write("package-lock.json", JSON.stringify(LOCK));
    this.write("package.json", JSON.stringify({ engines: { node: ">=20.12" } }));
    this.write("apps/simulator/package.json", "{}");
    this.write("apps/simulator/src/main.ts", "");
    mkdirSync(join(this.folder, "packages"));
    mkdirSync(join(this.folder, "bin"));
    symlinkSync(process.execPath, join(this.folder, "bin/node"));
    this.script("npm");
    this.script("nx");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Has a tool do this instead of its work, or its work again. */
  script(tool: string, body = TOOLS[tool] ?? ""): void {
    const program = `#!${process.execPath}
      const { appendFileSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } = require("node:fs");
      process.chdir(${JSON.stringify(this.folder)});
      appendFileSync("calls", "${tool} " + process.argv[2] + "\\n");
      ${body}`;
    writeFileSync(join(this.folder, "bin", tool), program, { mode: 0o755 });
  }

  /** The tools as they were called, oldest first. */
  get calls(): readonly string[] {
    const calls = join(this.folder, "calls");
    return existsSync(calls) ? readFileSync(calls, "utf8").trimEnd().split("\n") : [];
  }

  /** Runs one of the launchers to its end. */
  launch(name: string, ...args: readonly string[]) {
    const env = { PATH: join(this.folder, "bin") };
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      [join(this.folder, "tools", name), ...args],
      { cwd: this.folder, env, encoding: "utf8" },
    );
    return { status, signal, stdout, stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
