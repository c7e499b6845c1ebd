import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "./eventually.js";
import { serialLine, type Line } from "./line.js";
import { API_KEY, ask, keyed, venueFile } from "./rig.js";

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));

let folder: string;
let venue: string;
const running = new Set<ChildProcess>();
let line: Line | null = null;

beforeAll(() => {
  if (!existsSync(MAIN))
    throw new Error("this test runs the built simulator: npx tsc -b apps/simulator/tsconfig.build.json");
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-simulator-test-"));
  venue = join(folder, "venue.jsonc");
  writeFileSync(venue, JSON.stringify(venueFile()));
});
afterEach(async () => {
  await line?.unplug();
  for (const child of running) child.kill("SIGKILL");
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

function simulator(...words: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...words], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: folder },
  });
  running.add(child);
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return { child, ended, stdout: text(child.stdout), stderr: text(child.stderr) };
}

/** The first line of what a child prints. */
async function firstLine({ stdout }: ChildProcess): Promise<Record<string, string>> {
  const [chunk] = (await once(stdout as NonNullable<typeof stdout>, "data")) as [Buffer];
  return JSON.parse(chunk.toString()) as Record<string, string>;
}

describe("serve", () => {
  it("prints one line when it is ready, keeps its secrets, and ends on SIGTERM with nothing left behind", async () => {
    const { child, ended, stdout, stderr } = simulator("serve", "--venue", venue, "--log-level", "debug");
    const { url = "", presence = "", admin = "", ...more } = await firstLine(child);
    expect(more).toEqual({});
    for (const address of [url, presence, admin]) expect((await fetch(address)).ok).toBe(true);
    const script = await fetch(`${url}scripts/page.js`);
    expect(script.headers.get("content-type")).toContain("javascript");

    const scan = {
      token: "TOKEN-OF-A-TICKET",
      deviceId: 1,
      gateId: 1,
      gateName: "Main",
      venueId: "V1",
      scanTime: 1,
      deviceOs: "Printed",
    };
    await ask("POST", keyed(`${presence}ticket/enter`), scan);
    await ask("POST", keyed(`${presence}ticket/burn`), "{");
    const watching = fetch(`${admin}changes`)
      .then(async (response) => response.text())
      .catch(() => "cut off");
    expect(readdirSync(folder)).toEqual(["venue.jsonc"]); // So that not even SIGKILL leaves anything behind.
    const startMs = performance.now();
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(performance.now() - startMs).toBeLessThan(3_000);
    await watching;

    expect((await stdout).split("\n")).toEqual([JSON.stringify({ url, presence, admin }), ""]);
    const log = await stderr;
    expect(log).toContain("ticket/enter");
    for (const secret of [API_KEY, scan.token]) expect(log).not.toContain(secret);
    expect(readdirSync(folder)).toEqual(["venue.jsonc"]);
  });

  it("ends on SIGINT while its Presence listener is silent and a device waits; its database can be opened again", async () => {
    const words = ["serve", "--venue", venue, "--db", join(folder, "v.db")];
    const { child, ended } = simulator(...words);
    const { presence = "", admin = "" } = await firstLine(child);
    await ask("POST", `${admin}tickets`, { token: "ADDED", eventId: "today" });
    await ask("PUT", `${admin}faults`, { unreachable: true, how: "silent" });
    const waiting = fetch(presence).catch(() => "cut off");
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(await waiting).toBe("cut off");

    const again = simulator(...words);
    expect((await ask("GET", `${(await firstLine(again.child))["admin"]}tickets?token=ADDED`)).json).toHaveLength(1);
  });

  it("ends with one clear message and exit code 1 where it can't start", async () => {
    const { ended, stdout, stderr } = simulator("serve", "--venue", join(folder, "none.jsonc"));
    expect(await ended).toBe(1);
    expect(await stderr).toBe(`usher-simulator: ${folder}/none.jsonc: there is no such file: check the path\n`);
    expect(await stdout).toBe("");
  });
});

describe("reader", () => {
  it("scans each line of its input into a serial line", async () => {
    line = await serialLine(folder);
    const { read } = line;
    const run = simulator("reader", "--to", line.path);
    run.child.stdin.end("A\n\nB\r\nlast");
    await eventually(read).toBe("A\rB\rlast\r");
    expect(await run.ended).toBe(0);
  });
});
