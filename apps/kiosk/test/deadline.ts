/** Waits for something that should come soon, generously; where it does not come, says what was missing. */
export async function deadline<Value>(promise: Promise<Value>, missing: () => string, ms = 20_000): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(missing())), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again until the answer fits. */
export async function eventually<Value>(
  ask: () => Promise<Value> | Value,
  fits: (value: Value) => boolean,
): Promise<Value> {
  let last: Value | undefined;
  const asking = async (): Promise<Value> => {
    for (;;) {
      last = await ask();
      if (fits(last)) return last;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return deadline(asking(), () => `the last answer was ${JSON.stringify(last)}`);
}
