import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { chosen } from "./launch/chosen.mjs";
import { installed, ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { become, runQuietly } from "./launch/run.mjs";

// `npm run bench` runs every file of bench/, one after the other; `npm run bench -- scan-store` only that one.
const programs = chosen(
  "bench",
  readdirSync(join(ROOT, "bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length)),
);

// The benches are no package: they are compiled here, and run on what was built, as it is shipped.
await prepare(() => build());
if (await runQuietly(installed("tsc"), ["--build", "bench/tsconfig.build.json"], { cwd: ROOT })) {
  for (const name of programs) {
    console.log(`${name}:`);
    await become(process.execPath, [join(ROOT, `bench/dist/${name}.js`)]);
    if (process.exitCode !== 0) break;
  }
} else {
  process.exitCode = 1;
}
