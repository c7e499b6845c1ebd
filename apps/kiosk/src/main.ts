#!/usr/bin/env node
import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { USAGE_EXIT_CODE } from "@usher/validators";
import { commandLine, HELP } from "./command-line.js";
import { tellCutShort } from "./cut-short.js";
import { errorFrames } from "./error-frames.js";
import { LIMITS } from "./limits.js";
import { VERSION } from "./version.js";

const STANDARD_ERROR = 2;

/** Something nobody foresaw: the gate stays shut, the journal holds what was permitted, and whoever watches starts it anew. */
function crash(error: unknown): never {
  writeSync(STANDARD_ERROR, `${JSON.stringify({ level: "fatal", msg: "crashed", ...errorFrames(error) })}\n`);
  process.exit(1);
}

/** Resolves at the first signal; from then on the end comes within its limit, whatever hangs. */
function signalled(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        resolve(signal);
        setTimeout(() => process.kill(process.pid, "SIGKILL"), LIMITS.stopMs);
      });
    }
  });
}

process.on("uncaughtException", crash).on("unhandledRejection", crash);
// Whoever reads our output may go away before us; that is no reason to close a gate.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

const command = commandLine(process.argv.slice(2));
if (command.kind !== "run") tellCutShort("usher-kiosk");
switch (command.kind) {
  case "help":
    process.stdout.write(HELP);
    break;
  case "schema": {
    const { configurationJsonSchema } = await import("./configuration/json-schema.js");
    process.stdout.write(configurationJsonSchema());
    break;
  }
  case "version":
    process.stdout.write(`${VERSION}\n`);
    break;
  case "mistake":
    process.stderr.write(command.message);
    process.exitCode = USAGE_EXIT_CODE;
    break;
  case "report": {
    const { runReport } = await import("./report/run-report.js");
    process.exitCode = runReport(command.report, { output: process.stdout, errorOutput: process.stderr });
    break;
  }
  case "run": {
    const stopped = signalled();
    const { runKiosk } = await import("./run.js");
    const code = await runKiosk({
      file: command.file,
      input: process.stdin,
      output: process.stdout,
      errorOutput: process.stderr,
      pages: fileURLToPath(new URL("ui", import.meta.url)),
      stopped,
    });
    process.exit(code);
  }
}
