import { spawn, type ChildProcessByStdio } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { ROOT } from "../e2e/root.js";
import type { TakeBack } from "./suite.js";

/** A process of its own with a program given as text, which opens scanners by `@usher/adapters-hid`. */
export function started(program: string, after: TakeBack): ChildProcessByStdio<null, Readable, null> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: join(ROOT, "packages/adapters-hid"),
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(() => child.kill("SIGKILL"));
  return child;
}
