import { batch, signal } from "@preact/signals";
import type { Verdict } from "@usher/core";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { followKiosk } from "../feed/follow-kiosk.js";
import { api, Refused } from "./api.js";

const VERDICTS_KEPT = 12;

/** Null until it is known. */
export const loggedIn = signal<boolean | null>(null);
/** The newest state; null before the first. It may be old where the kiosk is lost. */
export const state = signal<KioskState | null>(null);
/** Set while the kiosk tells this page nothing; `why` where it said so. */
export const lost = signal<{ readonly why: string | null } | null>(null);
/** How often the kiosk was found: what was fetched before the last time is old. */
export const timesFound = signal(0);
/** The last verdicts, newest first, each with its number, as a re-read has the id of its scan. */
export const verdicts = signal<readonly { readonly number: number; readonly verdict: Verdict }[]>([]);
/** What came of the last thing that was asked for. It stays until it is closed, so it bears the time of day. */
export const notice = signal<{ readonly ok: boolean; readonly text: string; readonly atMs: number } | null>(null);

/** Follows the kiosk, and finds out whether somebody is logged in. */
export function begin(): void {
  void api.isLoggedIn().then((yes) => {
    loggedIn.value = yes;
  });
  void followKiosk({
    state: (next) =>
      batch(() => {
        if (state.value === null || lost.value !== null) timesFound.value += 1;
        state.value = next;
        lost.value = null;
      }),
    verdict: (verdict) => {
      const number = (verdicts.value[0]?.number ?? 0) + 1;
      verdicts.value = [{ number, verdict }, ...verdicts.value].slice(0, VERDICTS_KEPT);
    },
    lost: (why) => {
      lost.value = { why };
    },
  });
}

/** Tells the operator what came of something. */
export function tell(ok: boolean, text: string): void {
  notice.value = { ok, text, atMs: Date.now() };
}

/** Tells the operator how a ticket was judged that somebody typed in or let pass, and where its owner sits. */
export function tellVerdict({ decision, message, place }: Verdict): void {
  tell(decision === "permit", `${decision}: ${message}${place === null ? "" : ` · ${place}`}`);
}

/** Asks the kiosk for something and tells the operator what came of it. */
export async function attempt(ask: () => Promise<unknown>, done: string): Promise<void> {
  try {
    await ask();
    if (done === "") notice.value = null;
    else tell(true, done);
  } catch (error) {
    tellRefusal(error);
  }
}

/** Tells the operator why something was not done; who is no longer logged in is asked for the PIN. */
export function tellRefusal(error: unknown): void {
  if (!sessionIsOver(error)) return tellWhy(error);
  loggedIn.value = false;
  tell(false, "This was not done: you were logged out meanwhile. Enter the PIN again.");
}

/** The same for what the page looked at by itself: nothing was asked for, and who is logged out is told once. */
export function tellUnseen(error: unknown): void {
  if (sessionIsOver(error)) {
    loggedIn.value = false;
    tell(false, "You were logged out meanwhile. Enter the PIN again.");
  } else if (loggedIn.value === true) tellWhy(error);
}

function sessionIsOver(error: unknown): boolean {
  return error instanceof Refused && error.httpStatus === 401 && loggedIn.value === true;
}

function tellWhy(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
  tell(false, error.message);
}
