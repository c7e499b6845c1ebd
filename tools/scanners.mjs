import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { callerFolder, ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { become } from "./launch/run.mjs";

await prepare(() => build());
await become(process.execPath, [join(ROOT, "apps/kiosk/dist/scanners/main.js"), ...process.argv.slice(2)], {
  cwd: callerFolder("scanners"),
});
