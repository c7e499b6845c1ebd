import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SmallClone } from "./small-clone.js";

const RAN = { status: 0, stdout: "ran a b\n" };
const PREPARED = ["npm ci", "nx run-many"];

let clone: SmallClone;
beforeEach(() => {
  clone = new SmallClone();
});
afterEach(() => clone.remove());

const launch = () => clone.launch("simulator.mjs", "a", "b");

describe("a launcher", () => {
  it("installs and builds in a fresh clone, and its standard output is the program's", () => {
    expect(launch()).toMatchObject(RAN);
    expect(clone.calls).toEqual(PREPARED);
  });

  it("leaves what is built alone: somebody may run it", () => {
    expect(clone.launch("build.mjs")).toMatchObject({ status: 0, stdout: "" });
    expect(launch()).toMatchObject(RAN);
    expect(clone.launch("build.mjs")).toMatchObject({ status: 0, stdout: "" });
    expect(clone.calls).toEqual(PREPARED);
  });

  it.each([
    ["apps/simulator/src/main.ts", true],
    ["apps/simulator/src/more.ts", true],
    ["tsconfig.base.json", true],
    ["apps/simulator/src/main.test.ts", false],
    ["apps/simulator/test/stand.ts", false],
    ["apps/simulator/README.md", false],
  ])("where %s changed: builds? %s", (path, builds) => {
    launch();
    clone.write(path, "changed");
    expect(launch()).toMatchObject(RAN);
    expect(clone.calls).toEqual(builds ? [...PREPARED, "nx run-many"] : PREPARED);
  });

  it.each([
    ["another package", { "node_modules/right": { version: "2.0.0" } }],
    ["a room more", { "node_modules/@usher/devices": { resolved: "packages/devices", link: true } }],
  ])("installs again where the lock file names %s", (_name, packages) => {
    launch();
    clone.write("package-lock.json", JSON.stringify({ packages }));
    expect(launch()).toMatchObject(RAN);
    expect(clone.calls).toEqual([...PREPARED, ...PREPARED]);
  });

  it("takes what somebody else installed, though it can't write there", () => {
    launch();
    const stamp = join(clone.folder, "node_modules/.usher-installed");
    rmSync(stamp);
    symlinkSync("no/such/folder", stamp);
    expect(launch()).toMatchObject({ ...RAN, stderr: "" });
    expect(clone.calls).toEqual(PREPARED);
  });
});

describe("a launcher that could not do its work", () => {
  it.each(["npm", "nx"] as const)("says that %s failed, ends with 1, and the next one does it", (tool) => {
    clone.script(tool, "console.error('no network'); process.exit(7);");
    const { status, stdout, stderr } = launch();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/no network\n[^]*failed, see above\n$/);
    clone.script(tool);
    expect(launch()).toMatchObject(RAN);
  });

  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
    "by %s in the middle of an installation: the next one does it",
    (signal) => {
      // Whom its launcher can't end any more ends by itself.
      const lastsMs = signal === "SIGKILL" ? 0 : 60_000;
      clone.script("npm", `process.kill(process.ppid, "${signal}"); setTimeout(() => {}, ${lastsMs});`);
      expect(launch()).toMatchObject({ signal, stdout: "" });
      clone.script("npm");
      expect(launch()).toMatchObject(RAN);
    },
  );
});

describe("a script that takes few words or none", () => {
  it.each([
    ["charts", "--wirte", "charts: there is no --wirte\nUsage: npm run charts -- [--write]\n"],
    ["start", "--port", "start: there is no --port\nUsage: npm run start\n"],
  ])("npm run %s refuses others before it does anything: %s", (script, word, stderr) => {
    expect(clone.launch(`${script}.mjs`, word)).toEqual({ status: 2, signal: null, stdout: "", stderr });
    expect(clone.launch(`${script}.mjs`, "--help")).toMatchObject({ status: 0, stderr: "" });
    expect(clone.calls).toEqual([]);
  });
});

describe("npm run test:hardware", () => {
  it("refuses what can't be understood before it installs or fetches anything for it", () => {
    launch();
    clone.script("tsc", "");
    symlinkSync("../../bin/tsc", join(clone.folder, "node_modules/.bin/tsc"));
    clone.write("rig/package.json", JSON.stringify({ type: "module" }));
    clone.write(
      "rig/dist/rig/command-line.js",
      `export const asked = (args) => (process.exitCode = args.includes("nope") ? 2 : 0, null);`,
    );
    expect(clone.launch("test-hardware.mjs", "--suites", "nope")).toEqual({
      status: 2,
      signal: null,
      stdout: "",
      stderr: "",
    });
  });
});

describe("npm run check", () => {
  it("knows its checks by name", () => {
    expect(clone.launch("check.mjs", "types", "spelling")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^check: there is no spelling\nUsage: npm run check -- \[format\|.*"dead code"/,
      ) as string,
    });
  });

  it("takes a tool that died without a word for a check that failed", () => {
    launch();
    clone.write("node_modules/.bin/tsc", "");
    const { status, stdout } = clone.launch("check.mjs", "types");
    expect(stdout).toMatch(/^FAILED types .*\n[^]*tsc/);
    expect(status).toBe(1);
  });
});
