import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { build } from "vite";
import { onTestFinished } from "vitest";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Makes one file of a program in `test/programs`, as Node runs no TypeScript itself. Its directory is the caller's to remove. */
export async function built(program: string): Promise<string> {
  return bundled(`${HERE}programs/${program}.ts`, programDirectory());
}

/** The same with a program that is given as text. */
export async function builtFrom(text: string): Promise<string> {
  const directory = programDirectory();
  writeFileSync(`${directory}/text.ts`, text);
  return bundled(`${directory}/text.ts`, directory);
}

function programDirectory(): string {
  const cache = `${HERE}../node_modules/.cache`; // Packages and native modules are found from here.
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(`${cache}/program-`);
}

async function bundled(source: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["better-sqlite3"], resolve: { conditions: ["@usher/source"] } },
    build: { ssr: source, outDir, emptyOutDir: false },
  });
  return `${outDir}/${basename(source, ".ts")}.js`;
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
  const lines: AsyncIterator<string, undefined> = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async line() {
      const next = await lines.next();
      if (next.done === true) throw new Error("the program ended before it said anything more");
      return JSON.parse(next.value) as unknown;
    },
    kill: () => killed(child, lines),
  };
}

async function killed(child: ChildProcess, lines: AsyncIterator<string, undefined>): Promise<readonly unknown[]> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
  const rest: unknown[] = [];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) rest.push(JSON.parse(next.value));
  return rest;
}
