#!/usr/bin/env node
import { scannersCommandLine } from "./command-line.js";
import { runScanners } from "./run-scanners.js";

process.exitCode = await runScanners(scannersCommandLine(process.argv.slice(2)), {
  input: process.stdin,
  output: process.stdout,
  errorOutput: process.stderr,
  stopped: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, resolve);
    }),
});
