import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventParser } from "../ui/src/feed/event-parser.js";

describe("EventParser", () => {
  test("finds the same events wherever the stream is cut, and takes comments for none", () => {
    const word = fc
      .string({ unit: "grapheme-ascii", minLength: 1 })
      .filter((text) => !/[:\n\r]/.test(text) && text.trim() === text);
    const event = fc.record({ event: word, data: word });
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(event), cuts, (events, sizes) => {
        const text = events
          .map(({ event: name, data }) => `: still here\n\nevent: ${name}\ndata: ${data}\n\n`)
          .join("");
        const parser = new EventParser();
        const found: unknown[] = [];
        for (let at = 0, cut = 0; at < text.length; cut += 1) {
          const size = sizes[cut % sizes.length] ?? 1;
          found.push(...parser.push(text.slice(at, at + size)));
          at += size;
        }
        expect(found).toEqual(events);
      }),
    );
  });
});
