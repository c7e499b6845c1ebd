import { join } from "node:path";
import { asked, type RigCommand } from "./command-line.js";
import { runInGuest } from "./guest/run-in-guest.js";
import { runHere } from "./run-here.js";
import { ROOT } from "../e2e/root.js";
import type { Place } from "./suite.js";
import { SUITES } from "./suites.js";
import { Tally } from "./tally.js";

/** Runs a command in a world that umockdev makes up and that the command can change. */
const TESTBED = ["umockdev-wrapper", "/usr/bin/python3", join(ROOT, "rig/umockdev/testbed.py")];

async function main({ suites, kernel }: RigCommand): Promise<number> {
  const startedMs = performance.now();
  const tally = new Tally(suites, print);
  const at = (place: Place) => suites.filter((name) => SUITES[name]?.place === place);
  for (const suite of at("pty")) await runHere(suite, (news) => tally.take(news));
  for (const suite of at("umockdev")) await runHere(suite, (news) => tally.take(news), TESTBED);
  if (at("guest").length > 0) await runInGuest(at("guest"), kernel, (news) => tally.take(news));
  print(`\nall in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  tally.end();
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const command = asked(process.argv.slice(2));
if (command !== null) process.exitCode = await main(command);
