import type { Time } from "@usher/core";
import { LIMITS } from "../limits.js";

/** What a contact is watched with. `read` tells whether it is closed now. */
export interface ContactParts {
  readonly time: Time;
  readonly read: () => Promise<boolean>;
  readonly listener: { turned(): void; lost(cause: unknown): void };
}

/**
 * Tells of each closing of a contact. It counts once it was seen closed twice in a row, so that a spark is no turn, and
 * again only after it was seen open. What is closed at the start is no turn. Returns how to stop.
 */
export function watchContact({ time, read, listener }: ContactParts): () => void {
  let stopped = false;
  let cancel: () => void = () => undefined;
  // Until it was seen open once, it counts as told already.
  let told = true;
  let wasClosed = false;

  const look = async (): Promise<void> => {
    const closed = await read();
    if (stopped) return;
    if (closed && wasClosed && !told) {
      told = true;
      listener.turned();
    }
    if (!closed) told = false;
    wasClosed = closed;
    lookAgain();
  };
  const lookAgain = (): void => {
    cancel = time.after(LIMITS.contactPollMs, () => {
      look().catch((error: unknown) => {
        if (!stopped) listener.lost(error);
        stopped = true;
      });
    });
  };
  lookAgain();
  return () => {
    stopped = true;
    cancel();
  };
}
