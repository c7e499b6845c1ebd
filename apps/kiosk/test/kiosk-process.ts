import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { deadline, eventually } from "./deadline.js";

/** The built kiosk. */
export const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
export const API_KEY = "partner-key-8472910356";
export const PIN = "86420";

/** A folder with a configuration file in it, and the way to change that. */
export function configuration(
  endpoint: string,
  change: object = {},
): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), "usher-kiosk-"));
  const file = join(folder, "kiosk.jsonc");
  const settings = {
    endpoint,
    apiKey: API_KEY,
    device: {
      venueId: "arena",
      name: "Gate 1",
      mac: "02:00:00:00:00:01",
      gateName: "North",
      serial: "S1",
      model: "M1",
    },
    readers: [{ kind: "stdin" }],
    storage: { file: "gate.db" },
    direction: "enter",
    ui: { port: 0, pin: PIN },
    ...change,
  };
  writeFileSync(file, JSON.stringify(settings, null, 2));
  return { folder, file };
}

/** A real kiosk, as a person or a supervisor runs it. */
export interface KioskProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** All of its standard output so far, and of its log. */
  readonly printed: () => string;
  readonly logged: () => string;
  /** Where its pages are; rejects with what it said if it ended before. */
  readonly url: () => Promise<string>;
  /** How it ended. */
  readonly ended: () => Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const running = new Set<KioskProcess["child"]>();

export function startKiosk(...args: string[]): KioskProcess {
  if (!existsSync(MAIN)) throw new Error("these tests run the built kiosk: npm run build");
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  running.add(child);
  let printed = "";
  let logged = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    logged += chunk.toString();
  });
  child.stdin.on("error", () => undefined);
  const ended = once(child, "close").then(([code, signal]) => {
    running.delete(child);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  const url = async (): Promise<string> => {
    const line = await eventually(
      () => printed.split("\n")[0] ?? "",
      (text) => text !== "" || child.exitCode !== null,
    );
    if (line === "") throw new Error(`the kiosk ended and said: ${logged}`);
    return (JSON.parse(line) as { url: string }).url;
  };
  return {
    child,
    printed: () => printed,
    logged: () => logged,
    url,
    ended: () => deadline(ended, () => `the kiosk did not end; the log is ${logged}`),
  };
}

/** Ends what a test left running. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
}
