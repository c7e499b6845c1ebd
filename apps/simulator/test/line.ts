import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./eventually.js";

/** A PTY that a virtual reader may write to, and what came out at its other end. */
export interface Line {
  readonly path: string;
  /** All that was read so far. */
  readonly read: () => string;
  plug(): Promise<void>;
  /** Takes the other end away. */
  unplug(): Promise<void>;
}

/** A line in `folder`, plugged in. */
export async function serialLine(folder: string): Promise<Line> {
  const path = join(folder, "line");
  let read = "";
  let other: ChildProcess;

  const plug = async (): Promise<void> => {
    const started = spawn("socat", ["-u", `pty,raw,echo=0,link=${path}`, "stdout"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.stdout.on("data", (chunk: Buffer) => (read += chunk.toString()));
    await once(started, "spawn");
    await eventually(() => existsSync(path)).toBe(true);
    other = started;
  };
  await plug();
  return {
    path,
    read: () => read,
    plug,
    unplug: async () => {
      if (other.exitCode === null) {
        const ended = once(other, "exit");
        other.kill();
        await ended;
      }
      rmSync(path, { force: true });
    },
  };
}
