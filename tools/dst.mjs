import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { installed, ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { become, runQuietly } from "./launch/run.mjs";

// The simulated world is no package: it is compiled here, against what was built of the engine and the store.
await prepare(() => build());
if (await runQuietly(installed("tsc"), ["--build", "dst/tsconfig.build.json"], { cwd: ROOT })) {
  await become(process.execPath, [join(ROOT, "dst/dist/main.js"), ...process.argv.slice(2)]);
} else {
  process.exitCode = 1;
}
