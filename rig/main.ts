import { join } from "node:path";
import { parseArgs } from "node:util";
import { runInGuest } from "./guest/run-in-guest.js";
import { runHere } from "./run-here.js";
import { ROOT } from "../e2e/root.js";
import type { Place } from "./suite.js";
import { SUITES } from "./suites.js";
import { Tally } from "./tally.js";

/** Runs a command in a world that umockdev makes up and that the command can change. */
const TESTBED = ["umockdev-wrapper", "/usr/bin/python3", join(ROOT, "rig/umockdev/testbed.py")];

const HELP = `Usage: npm run test:hardware -- [options]

Runs the adapters and the real kiosk on devices that the kernel believes in: PTYs, umockdev, a QEMU guest.

  --suites A,B   only these: ${Object.keys(SUITES).join(", ")}
  --help         this
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      suites: { type: "string" },
      kernel: { type: "string", default: "" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return print(HELP, 0);
  const chosen = values.suites?.split(",") ?? Object.keys(SUITES);
  const unknown = chosen.filter((name) => SUITES[name] === undefined);
  if (unknown.length > 0) return print(`no suite is called ${unknown.join(", ")}\n\n${HELP}`, 2);

  const startedMs = performance.now();
  const tally = new Tally(chosen, (line) => print(`${line}\n`, 0));
  const at = (place: Place) => chosen.filter((name) => SUITES[name]?.place === place);
  for (const suite of at("pty")) await runHere(suite, (news) => tally.take(news));
  for (const suite of at("umockdev")) await runHere(suite, (news) => tally.take(news), TESTBED);
  if (at("guest").length > 0) await runInGuest(at("guest"), values.kernel, (news) => tally.take(news));
  print(`\nall in ${((performance.now() - startedMs) / 1000).toFixed(0)} s\n`, 0);
  tally.end();
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

function print(text: string, exitCode: number): number {
  process.stdout.write(text);
  return exitCode;
}

process.exitCode = await main();
