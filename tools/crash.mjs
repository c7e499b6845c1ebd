import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { installDebianPackages } from "./launch/debian.mjs";
import { ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";

await prepare(async () => {
  const { present } = await installDebianPackages([{ command: "socat", debian: ["socat"] }]);
  return present && (await build());
});
// The end-to-end tests are no package: they are run straight from their sources, as the test runner does it.
const { runnerImport } = await import("vite");
await import("./launch/unread.mjs");
const conditions = ["@usher/source"];
const { module } = /** @type {{ module: Crash }} */ (
  await runnerImport(join(ROOT, "e2e/crash/main.ts"), {
    configFile: false,
    root: ROOT,
    logLevel: "error",
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
  })
);
process.exitCode = await module.main(process.argv.slice(2));

/** @typedef {{ readonly main: (args: readonly string[]) => Promise<number> }} Crash */
