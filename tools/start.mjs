import { build } from "./launch/build.mjs";
import { named } from "./launch/chosen.mjs";
import { installDebianPackages } from "./launch/debian.mjs";
import { prepare } from "./launch/prepare.mjs";
import { say } from "./launch/say.mjs";

named("start", []);
let hasSerialLine = false;
await prepare(async () => {
  hasSerialLine = (await installDebianPackages([{ command: "socat", debian: ["socat"] }])).present;
  if (!hasSerialLine) say("going on without a serial line: what you type goes to the kiosk's standard input");
  return build();
});
// Only now: it needs what an old Node lacks, of which `prepare` has told.
const { demo } = await import("./demo/demo.mjs");
try {
  await demo({ hasSerialLine });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
