import { useSignal } from "@preact/signals";

/** Does one thing after the other: a second tap on a button while the first is not answered does nothing. */
export function useOneAtATime(): {
  readonly isBusy: boolean;
  readonly once: (act: () => Promise<void>) => Promise<void>;
} {
  const busy = useSignal(false);
  const once = async (act: () => Promise<void>): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    await act().finally(() => {
      busy.value = false;
    });
  };
  return { isBusy: busy.value, once };
}
