import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./place.mjs";

const MODULE = new URL("run.mjs", import.meta.url).href;

/** A launcher in a process of its own, as it is in life: `program` is what it becomes. */
function launcher(program: string): ReturnType<typeof spawn> {
  const script = `import { become } from "${MODULE}"; await become(process.execPath, ["-e", ${JSON.stringify(program)}]);`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

it("a launcher ends with the exit code of what it launched", async () => {
  expect(await once(launcher("process.exit(7)"), "exit")).toEqual([7, null]);
});

it("a launcher hands a signal on, once, and lets the program end in its own way", async () => {
  const launched = launcher(`
    let signals = 0;
    process.on("SIGTERM", () => { signals += 1; setTimeout(() => process.exit(40 + signals), 50); });
    setInterval(() => {}, 1000);
    console.log("ready");
  `);
  await once(launched.stdout ?? launched, "data");
  launched.kill("SIGTERM");
  expect(await once(launched, "exit")).toEqual([41, null]);
});

it("a launcher ends by the signal that ended what it launched", async () => {
  expect(await once(launcher('process.kill(process.pid, "SIGKILL")'), "exit")).toEqual([null, "SIGKILL"]);
});

it("a program whose reader goes away goes on, and ends with its own exit code", async () => {
  const main = join(mkdtempSync(join(tmpdir(), "usher-printer-")), "main.mjs");
  writeFileSync(
    main,
    `process.stdout.write("first\\n");
     process.stdin.on("end", () => { process.stdout.write("second\\n"); process.exitCode = 7; }).resume();`,
  );
  const script = `import { becomePrinter } from "${MODULE}"; await becomePrinter(${JSON.stringify(relative(ROOT, main))});`;
  const launched = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(launched.stdout, "data");
  launched.stdout.destroy();
  launched.stdin.end();
  expect(await once(launched, "exit")).toEqual([7, null]);
});
