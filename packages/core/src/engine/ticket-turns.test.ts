import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VirtualTime } from "../testing/index.js";
import { TicketTurns } from "./ticket-turns.js";

/** Work that takes `ms`, and notes when it begins and ends. */
function worksOn(time: VirtualTime, notes: string[]) {
  return (name: string, ms: number, fails = false) =>
    async (): Promise<void> => {
      notes.push(`${name} begins`);
      await new Promise<void>((resolve) => void time.after(ms, resolve));
      notes.push(`${name} ends`);
      if (fails) throw new Error(name);
    };
}

describe("the turns of tickets", () => {
  it("begins at once where nobody else has that ticket in hand", async () => {
    const time = new VirtualTime();
    const notes: string[] = [];
    const work = worksOn(time, notes);
    const turns = new TicketTurns();
    void turns.take("T1", work("a", 10));
    void turns.take("T2", work("b", 5));
    expect(notes).toEqual(["a begins", "b begins"]);
    await time.advance(10);
    expect(notes).toEqual(["a begins", "b begins", "b ends", "a ends"]);
  });

  it("does not let one that failed hold up the next, and tells only its own caller", async () => {
    const time = new VirtualTime();
    const notes: string[] = [];
    const work = worksOn(time, notes);
    const turns = new TicketTurns();
    const told = { failed: "nothing", next: "nothing" };
    turns.take("T1", work("failed", 10, true)).catch((error: Error) => (told.failed = error.message));
    void turns.take("T1", work("next", 10)).then(() => (told.next = "done"));
    await time.advance(20);
    expect(notes).toEqual(["failed begins", "failed ends", "next begins", "next ends"]);
    expect(told).toEqual({ failed: "failed", next: "done" });
  });

  it("[P6] never has two scans of one ticket in hand, takes them in order, and holds up no other ticket", async () => {
    const scan = fc.record({
      ticket: fc.constantFrom("T1", "T2", "T3"),
      ms: fc.integer({ min: 0, max: 20 }),
      atMs: fc.nat(40),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(scan, { maxLength: 20 }), async (scans) => {
        const time = new VirtualTime();
        const turns = new TicketTurns();
        const inHand = new Set<string>();
        const order: number[] = [];
        const inOrder = [...scans.entries()].sort(([, one], [, other]) => one.atMs - other.atMs);
        for (const [index, { ticket, ms, atMs }] of inOrder) {
          await time.advance(atMs - time.monotonicMs());
          const free = !inHand.has(ticket);
          void turns.take(ticket, async () => {
            expect(inHand.has(ticket)).toBe(false);
            inHand.add(ticket);
            order.push(index);
            await new Promise<void>((resolve) => void time.after(ms, resolve));
            inHand.delete(ticket);
          });
          if (free) expect(inHand.has(ticket)).toBe(true);
        }
        await time.advance(1_000);
        expect(order).toHaveLength(scans.length);
        const ofTicket = (ticket: string, indexes: readonly number[]) =>
          indexes.filter((index) => scans[index]?.ticket === ticket);
        const came = inOrder.map(([index]) => index);
        for (const ticket of ["T1", "T2", "T3"]) expect(ofTicket(ticket, order)).toEqual(ofTicket(ticket, came));
      }),
      { numRuns: 100 },
    );
  });
});
