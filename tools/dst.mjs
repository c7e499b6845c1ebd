import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { become } from "./launch/run.mjs";

await prepare(() => build("dst"));
await become(process.execPath, [join(ROOT, "dst/dist/main.js"), ...process.argv.slice(2)]);
