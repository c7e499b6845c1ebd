import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { holdKeys } from "../src/key-hold.js";

const DEADLINE_MS = 15_000;
const device = { path: "/dev/hidraw4", vendorId: 0x0c2e, productId: 0x0b81 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-guard-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Input devices whose `inhibited` files are plain files here. */
function inputs(...names: string[]) {
  return names.map((name) => {
    writeFileSync(join(folder, name), "0\n");
    return { inhibited: join(folder, name), events: [join(folder, `event-${name}`)] };
  });
}
const states = (...names: string[]) => names.map((name) => readFileSync(join(folder, name), "utf8").trim());

describe("inhibiting, with real guard processes", () => {
  test("holds until it is released", async () => {
    const hold = await holdKeys(device, inputs("a", "b"));
    expect(hold.by).toBe("inhibited");
    expect(states("a", "b")).toEqual(["1", "1"]);
    await hold.release();
    expect(states("a", "b")).toEqual(["0", "0"]);
    await hold.release();
  });

  test("what was inhibited is given back where one of the files does not let itself be written", async () => {
    const [first] = inputs("a");
    const missing = { inhibited: join(folder, "none/inhibited"), events: [] };
    const hold = await holdKeys(device, first === undefined ? [] : [first, missing]);
    expect(hold.by).toBeNull();
    expect(states("a")).toEqual(["0"]);
  });

  test.each([
    ["[P11] a process that is killed gives the keys back", 'process.kill(process.pid, "SIGKILL");', [null, "SIGKILL"]],
    ["a guard keeps no process from ending, and gives the keys back with it", "", [0, null]],
  ])("%s", async (_name, last, outcome) => {
    inputs("a");
    const source = fileURLToPath(new URL("../src/guard.ts", import.meta.url));
    await build({ configFile: false, logLevel: "error", build: { ssr: source, outDir: folder, emptyOutDir: false } });
    const program = `
      import { startGuard } from "./guard.js";
      await startGuard('echo 1 > "$1"; echo held; cat > /dev/null; echo 0 > "$1"', [${JSON.stringify(join(folder, "a"))}]);
      ${last}`;
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "main.js"), program);
    const main = spawn(process.execPath, [join(folder, "main.js")], { stdio: ["ignore", "ignore", "inherit"] });
    expect(await once(main, "exit")).toEqual(outcome);
    await vi.waitFor(() => expect(states("a")).toEqual(["0"]), DEADLINE_MS);
  });
});
