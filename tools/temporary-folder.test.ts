import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname } from "node:path";
import { expect, it } from "vitest";

it("what a test leaves in the temporary folder goes with the test run", () => {
  expect(basename(tmpdir())).toMatch(/^usher-tests-/);
  const module = new URL("temporary-folder.mjs", import.meta.url).href;
  const run = `
    import { writeFileSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { setup } from "${module}";
    setup();
    writeFileSync(tmpdir() + "/left", "");
    process.stdout.write(tmpdir());`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", run], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(dirname(stdout)).toBe(tmpdir());
  expect(existsSync(stdout)).toBe(false);
});
