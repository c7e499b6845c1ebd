import { createServer } from "node:net";

/** Lets go of what was locked. */
export type Release = () => Promise<void>;

/** Locks a device for this process; null where another one has it. */
export type Lock = (path: string) => Promise<Release | null>;

/**
 * A lock between programs of Usher. Linux lets any number of programs open one HID device and knows no lock on it; a name among its
 * abstract sockets is had by one process, stands on no disk, and is free as soon as that process is gone, whatever it died of.
 * Where such names can't be had (another system, a sandbox) nothing is locked: better two holders than a gate that nobody moves.
 */
export const lockDevice: Lock = (path) => {
  if (process.platform !== "linux") return Promise.resolve(async () => undefined);
  const server = createServer((stranger) => stranger.destroy());
  return new Promise((resolve) => {
    const release: Release = () => new Promise((released) => void server.close(() => released()));
    server.on("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE" ? null : release));
    server.listen(`\0usher-relay:${path}`, () => resolve(release));
  });
};
