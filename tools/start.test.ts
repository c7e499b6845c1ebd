import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "./planted-tree.js";

const LIMIT_MS = 60_000;

let folder: string;
let bareMachine: string;
/** Ends a demo that a failed test left running. */
let leave: () => Promise<unknown>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-start-"));
  bareMachine = mkdtempSync(join(tmpdir(), "usher-bare-"));
  symlinkSync(process.execPath, join(bareMachine, "node"));
  symlinkSync("/bin/sh", join(bareMachine, "sh"));
});

afterEach(async () => {
  await leave();
  for (const path of [folder, bareMachine]) rmSync(path, { recursive: true });
});

/** `npm start`, and a person at its terminal. */
function started(environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(ROOT, "tools/start.mjs")], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...environment, TMPDIR: folder },
  });
  const exit = once(child, "exit");
  leave = () => {
    child.kill("SIGTERM");
    return exit;
  };
  let said = "";
  const news = new EventEmitter();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += stripVTControlCharacters(chunk.toString());
      news.emit("heard");
    });
  }
  news.on("error", () => undefined);
  child.once("close", () => news.emit("error", new Error("it ended")));
  return {
    child,
    exit,
    type: (line: string) => child.stdin.write(`${line}\n`),
    /** Waits for words after those that were waited for before. */
    hear: async (words: RegExp) => {
      const deadline = AbortSignal.timeout(LIMIT_MS);
      for (;;) {
        const found = words.exec(said);
        if (found) {
          said = said.slice(found.index + found[0].length);
          return;
        }
        await once(news, "heard", { signal: deadline }).catch((cause: unknown) => {
          throw new Error(`waited for ${words.source}, heard:\n${said}`, { cause });
        });
      }
    },
  };
}

/** The processes that have their home in the demo's folder. */
function left(): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const open = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
        return open.some((path) => path.startsWith(folder));
      } catch {
        return false;
      }
    });
}

describe("npm start", { timeout: 3 * LIMIT_MS }, () => {
  it("scans by the serial line, online and offline, and leaves nothing behind", async () => {
    const { child, exit, type, hear } = started();
    await hear(/Gate display +http:\/\/127\.0\.0\.1:\d+/);
    await hear(/scan here.*serial line/);
    type("1");
    await hear(/YES {3}enter OKAY.*101:A:1 \(online/);
    type("4");
    await hear(/NO {4}enter INVALID_TICKET/);
    type("n");
    type("2");
    await hear(/YES {3}enter OKAY.*101:A:2 \(offline/);
    type("x");
    await hear(/offline, direction exit, .*upload: 1/);
    type("n");
    await hear(/online, direction exit\n/);
    type("1");
    await hear(/YES {3}exit (OKAY|EXIT).*101:A:1 \(online/);
    child.kill("SIGINT");
    expect(await exit).toEqual([0, null]);
    expect(left()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves, and nothing stays behind, when nobody reads what it says", async () => {
    const { child, exit, type, hear } = started();
    await hear(/scan here/);
    child.stdout.destroy();
    type("1");
    expect(await exit).toEqual([0, null]);
    expect(left()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("goes on with the kiosk's standard input where there is no socat to be had", async () => {
    const { exit, type, hear } = started({ PATH: bareMachine });
    await hear(/missing.*socat|could not install/);
    await hear(/scan here.*standard input/);
    type("3");
    await hear(/YES {3}enter OKAY.*101:A:3 \(online/);
    type("q");
    expect(await exit).toEqual([0, null]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
