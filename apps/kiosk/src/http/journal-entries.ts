import { setImmediate as nextTurn } from "node:timers/promises";
import type { JournalEntry, QueueState, ScanStore } from "@usher/core";
import { given } from "../given.js";
import { LIMITS } from "../limits.js";

type Journal = Pick<ScanStore, "journal">;

/** Entries in order, read a page at a time: the store is synchronous, and a scan must not wait for a report. */
export async function* entriesOf(journal: Journal, after = 0, state?: QueueState): AsyncGenerator<JournalEntry> {
  let afterSeq = after;
  for (;;) {
    const page = journal.journal({ afterSeq, limit: LIMITS.journalPage, ...given({ state }) });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < LIMITS.journalPage) return;
    afterSeq = last.seq;
    await nextTurn();
  }
}
