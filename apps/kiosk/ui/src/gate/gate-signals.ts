import { batch, computed, signal } from "@preact/signals";
import type { Verdict } from "@usher/core";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { followKiosk } from "../feed/follow-kiosk.js";
import { afterVerdict, screenOf, shownMs, type Connection, type Shown } from "./screen.js";

const connection = signal<Connection>("connecting");
const refusal = signal<string | null>(null);
const shown = signal<Shown | null>(null);

/** The newest state; null before the first. */
export const state = signal<KioskState | null>(null);
/** The lane that this display stands at; null where it shows the whole gate. */
export const lane = new URLSearchParams(location.search).get("lane");
/** What the display shows. */
export const screen = computed(() =>
  screenOf({
    connection: connection.value,
    refusal: refusal.value,
    state: state.value,
    shown: shown.value,
    lane,
  }),
);

const TICK_MS = 200;
let ticking = 0;

/** Follows the kiosk. At one of several lanes only that lane's verdicts are shown. */
export function follow(): void {
  void followKiosk({
    state: (next) =>
      batch(() => {
        connection.value = "connected";
        state.value = next;
        // The next person is being checked there: the verdict is not theirs.
        const { verdict } = shown.value ?? {};
        if (next.lanes.some(({ id, checking }) => checking === true && id === verdict?.lane)) shown.value = null;
      }),
    verdict: (verdict) => {
      if (lane === null || verdict.lane === lane) show(verdict);
    },
    lost: (why) =>
      batch(() => {
        connection.value = "lost";
        refusal.value = why;
        shown.value = null;
      }),
  });
}

function show(verdict: Verdict): void {
  const next = afterVerdict(shown.value, verdict);
  shown.value = next.shown;
  if (!next.anew) return;
  clearInterval(ticking);
  const sinceMs = Date.now();
  // By the clock: a timer stands still while the machine sleeps, and would keep the green for whoever wakes it.
  ticking = setInterval(() => {
    if (Math.abs(Date.now() - sinceMs) < shownMs(verdict)) return;
    clearInterval(ticking);
    shown.value = null;
  }, TICK_MS);
}
