import { access, constants } from "node:fs/promises";

/** Whether this user may read and write the file of a device. */
export type MayOpen = (path: string) => Promise<boolean>;

/** Asks the system for rights on a file. A device that is gone is no question of rights; and on Windows a device is no file. */
export async function mayOpen(path: string, ask: typeof access = access): Promise<boolean> {
  if (!path.startsWith("/")) return true;
  try {
    await ask(path, constants.R_OK | constants.W_OK);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM"));
  }
}
