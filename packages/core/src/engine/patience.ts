import type { Time } from "../ports/index.js";

/** What was promised, or null once it has been waited for long enough. Rejects as the promise does. */
export async function patiently<Value>(time: Time, limitMs: number, promised: Promise<Value>): Promise<Value | null> {
  let stopWaiting = () => {};
  const patience = new Promise<null>((resolve) => {
    stopWaiting = time.after(limitMs, () => resolve(null));
  });
  try {
    return await Promise.race([promised, patience]);
  } finally {
    stopWaiting();
  }
}
