/**
 * A gate output as an operator sees it. `lane` is null where every lane moves it; `channels` is what is wired to which relay of its
 * board; `reason` says why it is not ready, or why the newest permit opened nothing at a board that is, and what to do.
 */
export interface OutputState {
  readonly kind: "hidRelay" | "serialRelay";
  readonly board: string;
  readonly lane: string | null;
  readonly channels: { readonly [Use in "gate" | "permit" | "deny" | "idle"]?: number | undefined };
  readonly status: "stopped" | "starting" | "ready" | "notReady";
  readonly reason?: string;
}
