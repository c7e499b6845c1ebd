import { spawn } from "node:child_process";

/** A process of its own that holds something until its standard input ends: by {@link end}, or with us, however we end. */
export interface Guard {
  /** Resolves when the guard has given back what it held. */
  readonly end: () => Promise<void>;
}

/** Starts a shell program as a guard. Null where it ends without having said "held". */
export type StartGuard = (program: string, files: readonly string[]) => Promise<Guard | null>;

export const startGuard: StartGuard = async (program, files) => {
  // A session of its own: what a terminal signals to our group must not end the guard before us.
  const child = spawn("/bin/sh", ["-c", program, "usher-guard", ...files], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  // Where the guard is gone already there is nobody to be told of our end.
  child.stdin.on("error", () => undefined);
  const said = new Promise<true>((resolve) => child.stdout.once("data", () => resolve(true)));
  const held = await Promise.race([said, ended.then(() => false)]);
  if (!held) return null;
  // A guard alone keeps no process from ending.
  child.stdout.destroy();
  child.unref();
  return {
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
