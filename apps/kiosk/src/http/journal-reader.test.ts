import type { JournalEntry, ScanStore } from "@usher/core";
import { VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { GateDay } from "../../test/gate-day.js";
import { LIMITS } from "../limits.js";
import { JournalReader } from "./journal-reader.js";

/** A reader of a day's journal, and how many entries it was given. */
function readerOf(day: GateDay) {
  const given: JournalEntry[] = [];
  const source = { journal: day.store as Pick<ScanStore, "journal"> };
  const time = new VirtualTime();
  const journal: ScanStore["journal"] = (query) => {
    const entries = source.journal.journal(query);
    given.push(...entries);
    return entries;
  };
  const reader = new JournalReader({ journal }, time);
  const doubts = async () => (await reader.read()).doubts().length;
  return { source, time, reader, doubts, read: () => given.splice(0).length };
}

function dayWithDoubts(count: number): GateDay {
  const day = new GateDay();
  for (let n = 0; n < count; n += 1) day.begin(`TICKET-${n}`);
  return day;
}

describe("a journal that is read again and again", () => {
  test("is read once, and then only what is new and the entry before it", async () => {
    const day = dayWithDoubts(LIMITS.journalPage + 5);
    const { doubts, read } = readerOf(day);
    expect([await doubts(), read()]).toEqual([LIMITS.journalPage + 5, LIMITS.journalPage + 5]);
    day.begin("TICKET-NEW");
    expect([await doubts(), read()]).toEqual([LIMITS.journalPage + 6, 2]);
    expect([await doubts(), read()]).toEqual([LIMITS.journalPage + 6, 1]);
  });

  test("is read once for all who ask at the same time", async () => {
    const { doubts, read } = readerOf(dayWithDoubts(5));
    expect(await Promise.all([doubts(), doubts(), doubts()])).toEqual([5, 5, 5]);
    expect(read()).toBe(5);
  });

  test("is read anew where another has taken its place", async () => {
    const { source, doubts } = readerOf(dayWithDoubts(5));
    expect(await doubts()).toBe(5);
    source.journal = dayWithDoubts(3).store;
    expect(await doubts()).toBe(3);
  });

  test("is forgotten when nobody has asked for a while", async () => {
    const { doubts, read, time } = readerOf(dayWithDoubts(5));
    await doubts();
    await time.advance(LIMITS.readingKeptMs - 1);
    await doubts();
    expect(read()).toBe(5 + 1);
    await time.advance(LIMITS.readingKeptMs);
    await doubts();
    expect(read()).toBe(5);
  });
});
