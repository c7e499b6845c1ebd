import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./place.mjs";

const BUILT = join(ROOT, "apps/simulator/dist/main.js");

it("a launcher leaves what is built alone: somebody may run it", () => {
  const launch = () => spawnSync(process.execPath, [join(ROOT, "tools/simulator.mjs"), "--help"]).status;
  expect(launch()).toBe(0);
  const { ino, ctimeMs } = statSync(BUILT);
  expect(launch()).toBe(0);
  expect(statSync(BUILT)).toMatchObject({ ino, ctimeMs });
});
