#!/usr/bin/env node
import { run } from "./run.js";

// Whoever reads our output may go away first: that is no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

process.exitCode = await run(process.argv.slice(2), process);
