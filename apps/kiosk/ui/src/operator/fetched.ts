import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { tellUnseen, timesFound } from "./operator-signals.js";

/**
 * What the kiosk answers, asked anew whenever `changes` does, when a lost kiosk is found, and on `refresh`. Null until the first
 * answer is there; the old answer stays until the next.
 */
export function useFetched<Answer>(
  ask: () => Promise<Answer>,
  changes: unknown,
): { readonly answer: ReadonlySignal<Answer | null>; readonly refresh: () => void } {
  const answer = useSignal<Answer | null>(null);
  const asked = useSignal(0);
  const refresh = (): void => {
    const turn = (asked.value += 1);
    ask().then((next) => {
      if (asked.peek() === turn) answer.value = next;
    }, tellUnseen);
  };
  useEffect(refresh, [changes, timesFound.value]);
  return { answer, refresh };
}
