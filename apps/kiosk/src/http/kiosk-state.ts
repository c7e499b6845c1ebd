import type { GateScanner, ScannerState } from "@usher/core";
import { combineLatest, map, type Observable } from "rxjs";
import type { OutputState } from "../outputs/output-state.js";

/** The offline manifest in use: which version, and how many tickets it holds. */
export interface ManifestState {
  readonly version: string;
  readonly tickets: number;
}

/** What `GET /api/state` and the event `state` tell. `manifest` is null where the kiosk judges by a plain ticket list or by none. */
export interface KioskState extends ScannerState {
  readonly outputs: readonly OutputState[];
  readonly manifest: ManifestState | null;
}

/** The state of scanner and outputs now, and after every change. */
export function kioskStates(
  scanner: GateScanner,
  outputs$: Observable<readonly OutputState[]>,
): Observable<KioskState> {
  return combineLatest([scanner.state$, outputs$]).pipe(
    map(([state, outputs]) => ({ ...state, outputs, manifest: null })),
  );
}

/** Holds on to the newest state, so that a request can be answered at once. */
export function followState(state$: Observable<KioskState>): {
  readonly now: () => KioskState;
  readonly stop: () => void;
} {
  let latest: KioskState | null = null;
  const subscription = state$.subscribe((state) => {
    latest = state;
  });
  return {
    now: () => {
      if (latest === null) throw new Error("a kiosk tells its state at once when it is asked, and this one did not");
      return latest;
    },
    stop: () => subscription.unsubscribe(),
  };
}
