import type { Socket } from "node:net";
import type { UnreachableHow } from "./fault.js";

/** What happens to a connection while the listener is unreachable; null: there is no listener to connect to. */
export const CONNECTION_ENDS: Readonly<Record<UnreachableHow, ((socket: Socket) => void) | null>> = {
  refuse: null,
  // Only once something was sent, so that whoever sent it can't know what became of it.
  reset: (socket) => void socket.once("data", () => socket.resetAndDestroy()).once("end", () => socket.destroy()),
  // Never read: what is sent lies in the system's buffers, as behind a pulled cable.
  silent: (socket) => void socket.pause(),
};
