import type { Verdict } from "@usher/core";
import type { KioskState } from "../../../src/http/kiosk-state.js";

/** A verdict on the display. `again`: its ticket was read once more meanwhile. */
export interface Shown {
  readonly verdict: Verdict;
  readonly again: boolean;
}

/** How the display stands to the kiosk. Whatever it showed before it was lost is gone. */
export type Connection = "connecting" | "connected" | "lost";

/** What fills the display. */
export type Screen =
  | { readonly kind: "connecting" | "stopping" }
  | { readonly kind: "lost"; readonly why: string | null }
  | { readonly kind: "noLane"; readonly lanes: readonly string[] }
  | { readonly kind: "notReady"; readonly refused: boolean; readonly support: string | null }
  | { readonly kind: "permit" | "deny" | "repeated"; readonly shown: Shown }
  | { readonly kind: "checking"; readonly lane: string }
  | { readonly kind: "idle"; readonly direction: "enter" | "exit" };

/** How long a verdict stays. */
const SHOWN_MS = 4_000;
/** A denial whose reason has more letters stays longer, so that steward and guest can read it. The next scan takes its place at once. */
export const LONG_REASON = 60;
const LONG_REASON_SHOWN_MS = 8_000;

export function shownMs({ decision, message }: Verdict): number {
  return decision === "deny" && message.length > LONG_REASON ? LONG_REASON_SHOWN_MS : SHOWN_MS;
}

/**
 * What is shown once a verdict has come. A re-read of the scan on the display only says so there, and does not keep it longer:
 * green must not stand while the next person holds up the same ticket.
 */
export function afterVerdict(
  current: Shown | null,
  verdict: Verdict,
): { readonly shown: Shown; readonly anew: boolean } {
  if (verdict.repeated && current?.verdict.scanId === verdict.scanId) {
    return { shown: { ...current, again: true }, anew: false };
  }
  return { shown: { verdict, again: verdict.repeated }, anew: true };
}

/** What there is to tell. `refusal`: why the kiosk takes this display no more; `lane`: the one that the display stands at, null where it is the whole gate's. */
export interface Known {
  readonly connection: Connection;
  readonly refusal: string | null;
  readonly state: KioskState | null;
  readonly shown: Shown | null;
  readonly lane: string | null;
}

/** The one screen for all that is known. */
export function screenOf({ connection, refusal, state, shown, lane }: Known): Screen {
  if (connection === "lost") return { kind: "lost", why: refusal };
  if (connection === "connecting" || state === null) return { kind: "connecting" };
  const lanes = state.lanes.map(({ id }) => id);
  if (lane !== null && !lanes.includes(lane)) return { kind: "noLane", lanes };
  if (shown !== null) return { kind: shown.verdict.repeated ? "repeated" : shown.verdict.decision, shown };
  if (state.phase === "stopping") return { kind: "stopping" };
  if (state.phase !== "operating") {
    const support = state.alarms.find(({ code }) => code === "CONTACT_SUPPORT")?.message ?? null;
    return { kind: "notReady", refused: state.phase === "refused", support };
  }
  const checked = state.lanes.find(({ id, checking }) => checking === true && (lane === null || id === lane));
  if (checked !== undefined) return { kind: "checking", lane: checked.id };
  return { kind: "idle", direction: directionOf(state, lane) };
}

/** What a read means here. Where lanes differ, a display for all of them goes by the gate as a whole. */
function directionOf({ lanes, direction }: KioskState, lane: string | null): "enter" | "exit" {
  const here = lanes.filter(({ id }) => lane === null || id === lane);
  const [first] = here;
  return first !== undefined && here.every((other) => other.direction === first.direction)
    ? first.direction
    : direction;
}
