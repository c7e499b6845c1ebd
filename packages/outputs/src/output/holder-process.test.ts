import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { HolderNews } from "../holder/messages.js";
import { LIMITS } from "../limits.js";
import { holderStarter, type HolderProcess } from "./holder-process.js";

const folder = mkdtempSync(join(tmpdir(), "usher-holder-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let programs = 0;

/** A process that plays a holder by this program. */
function playedBy(program: string) {
  const file = join(folder, `${(programs += 1)}.mjs`);
  writeFileSync(file, program);
  const news: HolderNews[] = [];
  let words = "";
  let holder: HolderProcess | null = null;
  const ended = new Promise<string>((resolve) => {
    holder = holderStarter(file)({
      news: (item) => news.push(item),
      ended: (why, last) => {
        words = last;
        resolve(why);
      },
    });
  });
  if (holder === null) throw new Error("a holder is there at once");
  return { holder: holder as HolderProcess, news, ended, lastWords: () => words };
}

describe("a holder's process", () => {
  test("is told orders and heard, line by line, and ends with its orders", async () => {
    const { holder, news, ended } = playedBy(`
      let orders = "";
      process.stdin.on("data", (chunk) => (orders += chunk));
      process.stdin.on("end", () => console.log(JSON.stringify({ tell: "trouble", message: orders.trim() })));
    `);
    expect(holder.send({ order: "ping" })).toBe(true);
    holder.end();
    expect(await ended).toBe("it ended with code 0");
    expect(news).toEqual([{ tell: "trouble", message: '{"order":"ping"}' }]);
    expect(holder.send({ order: "ping" })).toBe(false);
  });

  test.each([
    ["no news", "hello"],
    ["news that there are not", '{"tell":"jokes"}'],
    ["a line without end", "x".repeat(LIMITS.lineBytes + 1)],
  ])("that says nonsense is killed: %s", async (_, line) => {
    const { news, ended } = playedBy(`process.stdout.write(${JSON.stringify(line)} + "\\n"); process.stdin.resume();`);
    expect(await ended).toContain("SIGKILL");
    expect(news).toEqual([]);
  });

  test("that reads nothing is given no more than may wait", async () => {
    const { holder, ended } = playedBy("setInterval(() => undefined, 1_000);");
    let sent = 0;
    const size = JSON.stringify({ order: "ping" }).length + 1;
    while (holder.send({ order: "ping" })) {
      sent += 1;
      // What the system's own buffers take is not ours to bound, but it has an end.
      if (sent % 1_000 === 0) await new Promise(setImmediate);
      if (sent > 1_000_000) throw new Error("there is no end to what may wait");
    }
    expect(sent * size).toBeGreaterThan(LIMITS.backlogBytes);
    holder.kill();
    expect(await ended).toContain("SIGKILL");
  });

  test("that dies with many words leaves the last of them", async () => {
    const { ended, lastWords } = playedBy(
      'process.stderr.write("x".repeat(100_000) + " the end"); process.exitCode = 3;',
    );
    expect(await ended).toBe("it ended with code 3");
    expect(lastWords()).toMatch(/^x+ the end$/);
    expect(lastWords().length).toBeLessThanOrEqual(LIMITS.lastWordsBytes);
  });

  test.each([
    ["is not there", "any.mjs", join(folder, "no-such-runtime"), "ENOENT"],
    // As where the machine has no memory left: Node throws at once then.
    ["the system does not take", "any\0.mjs", process.execPath, "null bytes"],
  ])("that can't even be started has ended, and nothing is thrown: it %s", async (_, program, runtime, why) => {
    const ended = new Promise<string>((resolve) => {
      const holder = holderStarter(program, runtime)({ news: () => undefined, ended: resolve });
      holder.send({ order: "ping" });
      holder.end();
    });
    expect(await ended).toContain(why);
  });

  test("[P10] knows nothing of the kiosk's environment but where its libraries are", async () => {
    process.env["USHER_SECRET"] = "key-0815";
    const { news, ended } = playedBy(`
      const message = Object.keys(process.env).sort().join(" ");
      console.log(JSON.stringify({ tell: "trouble", message }));
    `);
    delete process.env["USHER_SECRET"];
    await ended;
    expect(news).toEqual([{ tell: "trouble", message: expect.stringMatching(/\bPATH\b/) }]);
    expect(JSON.stringify(news)).not.toContain("USHER");
  });
});
