import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { build } from "vite";
import { onTestFinished } from "vitest";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Makes one file of a program in `test/programs`, as Node runs no TypeScript itself. Its directory is the caller's to remove. */
export async function built(program: string): Promise<string> {
  const cache = `${HERE}../node_modules/.cache`; // Native modules are found from here.
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(`${cache}/program-`);
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["@usher/source"] },
    ssr: { noExternal: true, external: ["better-sqlite3"], resolve: { conditions: ["@usher/source"] } },
    build: { ssr: `${HERE}programs/${program}.ts`, outDir, emptyOutDir: false, minify: false },
  });
  return `${outDir}/${program}.js`;
}

/** A running program that prints lines of JSON. */
export interface Program {
  /** Resolves with the next line; rejects where the program ends without one. */
  line(): Promise<unknown>;
  /** Ends it at once, as a power switch does, and resolves when it is gone. Gives the lines that nobody read. */
  kill(): Promise<readonly unknown[]>;
}

export function started(path: string, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [path, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async line() {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("the program ended before it said anything more");
      return JSON.parse(value) as unknown;
    },
    kill: () => killed(child, lines),
  };
}

async function killed(child: ChildProcess, lines: AsyncIterator<string>): Promise<readonly unknown[]> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
  const rest: unknown[] = [];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) rest.push(JSON.parse(next.value));
  return rest;
}
