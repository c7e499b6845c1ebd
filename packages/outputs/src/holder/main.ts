import { systemTime } from "@usher/devices";
import { openBoard } from "../board/open-board.js";
import { runHolder } from "./run-holder.js";

/** A request to end closes the gate first, as the end of the kiosk does. */
const stopped = new Promise((resolve) => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, resolve);
});
// Whoever reads what this says may be gone already; the gate must be closed all the same.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

const problem = await runHolder({
  input: process.stdin,
  output: process.stdout,
  openBoard: (outputs) => openBoard(outputs, systemTime),
  time: systemTime,
  random: { next: () => Math.random() },
  stopped,
});
if (problem !== null) process.stderr.write(`${problem}\n`);
process.exit(problem === null ? 0 : 1);
