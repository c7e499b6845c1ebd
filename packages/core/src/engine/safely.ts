/**
 * Calls a part whose word nobody waits for. What it throws is told and goes no further, nor does what it rejects with where it is
 * an async function: that would end the whole process, unheard.
 */
export function safely(act: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    const result = act();
    if (isThenable(result)) void Promise.resolve(result).catch(onFailure);
  } catch (error) {
    onFailure(error);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
