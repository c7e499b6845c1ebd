import { batch, signal } from "@preact/signals";
import type { Verdict } from "@usher/core";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { followKiosk } from "../feed/follow-kiosk.js";
import { api, Refused } from "./api.js";

const VERDICTS_KEPT = 12;

/** Null until it is known. */
export const loggedIn = signal<boolean | null>(null);
/** The newest state; null while there is no connection. */
export const state = signal<KioskState | null>(null);
/** Why the kiosk tells this page nothing, where it said so. */
export const refusal = signal<string | null>(null);
/** The last verdicts, newest first. */
export const verdicts = signal<readonly Verdict[]>([]);
/** What came of the last thing that was asked for. */
export const notice = signal<{ readonly ok: boolean; readonly text: string } | null>(null);

/** Follows the kiosk, and finds out whether somebody is logged in. */
export function begin(): void {
  void api.isLoggedIn().then((yes) => {
    loggedIn.value = yes;
  });
  void followKiosk({
    state: (next) => {
      state.value = next;
    },
    verdict: (verdict) => {
      verdicts.value = [verdict, ...verdicts.value].slice(0, VERDICTS_KEPT);
    },
    lost: (why) =>
      batch(() => {
        state.value = null;
        refusal.value = why;
      }),
  });
}

/** Asks the kiosk for something and tells the operator what came of it. */
export async function attempt(ask: () => Promise<unknown>, done: string): Promise<void> {
  try {
    await ask();
    notice.value = { ok: true, text: done };
  } catch (error) {
    tellRefusal(error);
  }
}

/** Tells the operator why something was not done; who is no longer logged in is asked for the PIN. */
export function tellRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
  batch(() => {
    if (error.httpStatus === 401) loggedIn.value = false;
    notice.value = { ok: false, text: error.message };
  });
}
