import type { Kiosk } from "./kiosk.js";

/** Whether a kiosk has nothing left to do. */
export function hasConverged({ state, alive }: Kiosk): boolean {
  return (
    alive &&
    state !== null &&
    state.phase === "operating" &&
    state.connectivity === "online" &&
    state.pendingUploads === 0 &&
    state.readers.every(({ status }) => status === "open")
  );
}
