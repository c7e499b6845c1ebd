import type { Verdict } from "@usher/core";
import type { KioskState } from "../../../src/http/kiosk-state.js";
import { EventParser } from "./event-parser.js";

/** Who hears what the kiosk tells. */
export interface KioskListener {
  state(state: KioskState): void;
  verdict(verdict: Verdict): void;
  /** Nothing can be trusted from now on, until the next state. `why`: what the kiosk said where it takes no more pages, else null. */
  lost(why: string | null): void;
}

/** The kiosk says every 5 s that it is there; after two of these it is not. */
const SILENCE_MS = 11_000;
const RETRY_MS = 1_000;

/**
 * Follows the kiosk's events for as long as the page is open, and connects again whenever they break off. Made of `fetch`: an
 * `EventSource` does not tell of comments, so it can't see a kiosk that hangs, and gives up for good on some errors.
 */
export async function followKiosk(listener: KioskListener): Promise<never> {
  for (;;) {
    listener.lost(await followOnce(listener).catch(() => null));
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function followOnce(listener: KioskListener): Promise<string | null> {
  const abort = new AbortController();
  let silence = 0;
  let heardAtMs = Date.now();
  const heard = (): void => {
    clearTimeout(silence);
    heardAtMs = Date.now();
    silence = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  heard();
  try {
    const response = await fetch("/api/events", { signal: abort.signal, cache: "no-store" });
    if (!response.ok || response.body === null) return await refusalOf(response);
    const parser = new EventParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      // A display that slept finds what the kiosk told meanwhile, maybe before its own timer: that is no news any more.
      if (done || Math.abs(Date.now() - heardAtMs) > SILENCE_MS) return null;
      heard();
      for (const { event, data } of parser.push(value)) tell(listener, event, JSON.parse(data));
    }
  } finally {
    clearTimeout(silence);
    abort.abort();
  }
}

async function refusalOf(response: Response): Promise<string | null> {
  const { error, message } = (await response.json()) as { readonly error?: string; readonly message?: string };
  return error === "tooManyStreams" ? (message ?? null) : null;
}

function tell(listener: KioskListener, event: string, data: unknown): void {
  if (event === "state") listener.state(data as KioskState);
  if (event === "verdict") listener.verdict(data as Verdict);
}
