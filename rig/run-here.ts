import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onLine } from "./lines.js";
import { newsIn, type News } from "./news.js";
import { LIMITS } from "./limits.js";
import { ROOT } from "../e2e/root.js";

/** The program that runs one suite. */
export const SUITE_MAIN = join(ROOT, "rig/dist/rig/suite-main.js");

/** Runs a suite on this machine, under a command such as umockdev's wrapper where one is given. */
export async function runHere(suite: string, told: (news: News) => void, under: readonly string[] = []): Promise<void> {
  const [command = process.execPath, ...args] = under.concat(process.execPath, SUITE_MAIN, suite);
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    timeout: LIMITS.suiteSeconds * 1000,
    killSignal: "SIGKILL",
  });
  onLine(child.stdout, (line) => {
    const news = newsIn(line);
    if (news !== null) told(news);
  });
  await once(child, "close");
}
