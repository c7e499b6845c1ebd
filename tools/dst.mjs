import { build } from "./launch/build.mjs";
import { prepare } from "./launch/prepare.mjs";
import { becomePrinter } from "./launch/run.mjs";

await prepare(() => build("dst"));
await becomePrinter("dst/dist/main.js", process.argv.slice(2));
