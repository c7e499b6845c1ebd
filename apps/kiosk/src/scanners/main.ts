#!/usr/bin/env node
import { tellCutShort } from "../cut-short.js";
import { scannersCommandLine } from "./command-line.js";
import { runScanners } from "./run-scanners.js";

// Whoever reads our output may go away first: what is watched has come to its end then, as in `usher-scanners watch | head`.
const unread = new Promise((resolve) => process.stdout.on("error", resolve));
process.stderr.on("error", () => undefined);
tellCutShort("usher-scanners");

process.exitCode = await runScanners(scannersCommandLine(process.argv.slice(2)), {
  input: process.stdin,
  output: process.stdout,
  errorOutput: process.stderr,
  stopped: () =>
    new Promise((resolve) => {
      void unread.then(resolve);
      process.once("beforeExit", resolve); // Nothing is left that could be heard: the one reader was a standard input at its end.
      for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, resolve);
    }),
});
