import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { chosen } from "./launch/chosen.mjs";
import { ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { becomePrinter } from "./launch/run.mjs";

// `npm run bench` runs every file of bench/, one after the other; `npm run bench -- scan-store` only that one.
const programs = chosen(
  "bench",
  readdirSync(join(ROOT, "bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length)),
);

await prepare(() => build("bench"));
for (const name of programs) {
  console.log(`${name}:`);
  await becomePrinter(`bench/dist/${name}.js`);
  if (process.exitCode !== 0) break;
}
