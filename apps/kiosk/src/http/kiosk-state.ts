import type { GateScanner, ScannerState } from "@usher/core";

/** The offline manifest in use: which version, and how many tickets it holds. */
export interface ManifestState {
  readonly version: string;
  readonly tickets: number;
}

/** What `GET /api/state` and the event `state` tell. `manifest` is null where the kiosk judges by a plain ticket list or by none. */
export interface KioskState extends ScannerState {
  readonly manifest: ManifestState | null;
}

/** The scanner's state in the shape of the kiosk's surface. */
export function kioskState(state: ScannerState): KioskState {
  return { ...state, manifest: null };
}

/** Holds on to the scanner's newest state, so that a request can be answered at once. */
export function followState(scanner: GateScanner): { readonly now: () => KioskState; readonly stop: () => void } {
  let latest: KioskState | null = null;
  const subscription = scanner.state$.subscribe((state) => {
    latest = kioskState(state);
  });
  return {
    now: () => {
      if (latest === null) throw new Error("a scanner tells its state at once when it is asked, and this one did not");
      return latest;
    },
    stop: () => subscription.unsubscribe(),
  };
}
