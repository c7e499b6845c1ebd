import { afterEach, beforeEach, expect, it } from "vitest";
import { aptInstalls } from "./debian.mjs";
import { SmallClone } from "./small-clone.js";

let clone: SmallClone;
beforeEach(() => {
  clone = new SmallClone();
  clone.write(
    "tools/need.mjs",
    `import { installDebianPackages } from "./launch/debian.mjs";
    const { present } = await installDebianPackages([{ command: "socat", debian: ["socat"] }]);
    process.exitCode = present ? 0 : 1;`,
  );
});
afterEach(() => clone.remove());

it("what is there is not installed", () => {
  clone.script("socat");
  expect(clone.launch("need.mjs")).toMatchObject({ status: 0, stderr: "" });
});

it("where the machine lets us, packages are installed, also with one of its repositories out of reach; else they are named", () => {
  clone.script(
    "apt-get",
    `if (process.argv.includes("update")) process.exit(100); else copyFileSync("bin/nx", "bin/socat");`,
  );
  const { status, stderr } = clone.launch("need.mjs");
  expect(stderr).toMatch(
    aptInstalls() ? /installing Debian packages: socat\n$/ : /missing on this machine: socat; .*socat\n$/,
  );
  expect(status).toBe(aptInstalls() ? 0 : 1);
});

it("where that fails it is said", () => {
  clone.script("apt-get", "process.exit(100);");
  const { status, stderr } = clone.launch("need.mjs");
  expect(stderr).toMatch(aptInstalls() ? /could not install them; run: apt-get install -y socat\n$/ : /missing/);
  expect(status).toBe(1);
});
