import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  COMMON_HID_POS_LAYOUTS,
  HidPosDecoder,
  hidPosLayouts,
  KEYBOARD_LAYOUTS,
  KeyboardDecoder,
  keyboardReports,
  LIMITS,
  SnapiDecoder,
  SsiDecoder,
  type Decoded,
  type Decoder,
  type KeyboardLayout,
} from "../src/index.js";
import { bootReports, hidPosReports, snapiReports, ssiPackets } from "../src/testing/index.js";

/** A decoder, and how a scanner sends it a text that it can send. */
interface Subject {
  readonly make: () => Decoder;
  readonly send: (text: string) => readonly Uint8Array[];
  readonly text: fc.Arbitrary<string>;
  /** Bytes that mean something there come far more often than in noise of equal chances. */
  readonly meaningful: readonly number[];
}

const anyText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 150 }).filter((text) => !/^\]|\r$/.test(text));
const SUBJECTS: Readonly<Record<string, Subject>> = {
  "HID POS": {
    make: () => new HidPosDecoder(COMMON_HID_POS_LAYOUTS),
    send: hidPosReports,
    text: anyText,
    meaningful: [0, 1, 2, 56, 0x5d, 0x51, 0x31],
  },
  keyboard: {
    make: () => new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.us }),
    send: bootReports,
    text: fc.stringMatching(/^[A-Z0-9a-z?:=+ -]{1,60}$/),
    meaningful: [0, 1, 2, 4, 0x28, 0x39, 0x40, 0x59],
  },
  SNAPI: {
    make: () => new SnapiDecoder(),
    send: snapiReports,
    text: anyText,
    meaningful: [0, 1, 2, 3, 0x21, 0x22, 0x26],
  },
  SSI: {
    make: () => new SsiDecoder(),
    send: ssiPackets,
    text: anyText,
    meaningful: [0, 2, 4, 6, 0xf3, 0xd0, 0xf6],
  },
};

const noiseOf = ({ meaningful }: Subject) =>
  fc.array(
    fc
      .array(fc.oneof(fc.constantFrom(...meaningful), fc.integer({ min: 0, max: 255 })), { maxLength: 70 })
      .map((bytes) => Uint8Array.from(bytes)),
    { maxLength: 12 },
  );

/** Lets a decoder come to rest, by the times that it asks for. */
function settled(decoder: Decoder): readonly Decoded[] {
  const decoded: Decoded[] = [];
  for (let dueMs = decoder.waitUntilMs; dueMs !== null; dueMs = decoder.waitUntilMs)
    decoded.push(...decoder.settle(dueMs));
  return decoded;
}
const textsOf = (decoded: readonly Decoded[]) =>
  decoded.flatMap((item) => (item.kind === "frame" ? [item.frame.text] : item.kind === "dropped" ? [item.reason] : []));

describe.each(Object.entries(SUBJECTS))("%s", (_name, subject) => {
  const { make, send, text } = subject;
  const noise = noiseOf(subject);

  test("[P11] every good read is delivered once and in order", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const decoder = make();
        const decoded = texts.flatMap((each) => send(each)).flatMap((bytes) => [...decoder.push(bytes, 0)]);
        expect(textsOf([...decoded, ...settled(decoder)])).toEqual(texts);
      }),
    );
  });

  test("[P11] noise throws nothing, delivers nothing empty, comes to rest, and a good read after it comes through", () => {
    fc.assert(
      fc.property(noise, text, (chunks, good) => {
        const decoder = make();
        const fromNoise = [...chunks.flatMap((chunk) => [...decoder.push(chunk, 0)]), ...settled(decoder)];
        for (const item of fromNoise) {
          if (item.kind === "frame") expect(item.frame.bytes.length).toBeGreaterThan(0);
          if (item.kind === "dropped") expect(item.bytes).toBeGreaterThan(0);
        }
        expect(decoder.waitUntilMs).toBe(null);
        // A key that noise pressed is let go first, as it would be before somebody scans.
        const after = [new Uint8Array(8), ...send(good)].flatMap((bytes) => [...decoder.push(bytes, 10_000)]);
        expect(textsOf(after).at(-1)).toBe(good);
      }),
      { numRuns: 300 },
    );
  });

  test("a lost or repeated report costs at most the reads that it is of", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 3, maxLength: 3 }), fc.nat(), fc.boolean(), (texts, which, isLost) => {
        const [first = "", second = "", third = ""] = texts;
        const decoder = make();
        const middle = [...send(second)];
        const at = which % middle.length;
        middle.splice(at, isLost ? 1 : 0, ...(isLost ? [] : middle.slice(at, at + 1)));
        const heard = (reports: readonly Uint8Array[]) =>
          textsOf([...reports.flatMap((bytes) => [...decoder.push(bytes, 0)]), ...settled(decoder)]);
        expect(heard(send(first))).toEqual([first]);
        heard(middle);
        expect(heard([new Uint8Array(8), ...send(third)]).at(-1)).toBe(third);
      }),
    );
  });
});

test("SSI packets come through in whatever pieces they come", () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 4 }), fc.array(fc.nat(30)), (texts, sizes) => {
      const bytes = Uint8Array.from(texts.flatMap((each) => ssiPackets(each).flatMap((packet) => [...packet])));
      const decoder = new SsiDecoder();
      const decoded: Decoded[] = [];
      let from = 0;
      for (const size of [...sizes, bytes.length]) {
        decoded.push(...decoder.push(bytes.subarray(from, from + size), 0));
        from += size;
      }
      expect(textsOf(decoded)).toEqual(texts);
    }),
  );
});

test("no read is ever longer than the limit, and one at the limit is delivered", () => {
  for (const { make, send } of Object.values(SUBJECTS)) {
    for (const [length, kinds] of [
      [LIMITS.frameBytes, ["frame"]],
      [LIMITS.frameBytes + 1, ["dropped"]],
    ] as const) {
      const decoder = make();
      const decoded = send("x".repeat(length)).flatMap((bytes) => [...decoder.push(bytes, 0)]);
      expect(decoded.map((item) => item.kind).filter((kind) => kind !== "reply")).toEqual(kinds);
    }
  }
});

describe("report descriptors", () => {
  // Items that real descriptors are made of, cut and mixed as chance has it.
  const item = fc.oneof(
    fc.constantFrom(
      [0x05, 0x8c],
      [0x09, 0xfe],
      [0x95, 0x38],
      [0x75, 0x08],
      [0x81, 0x02],
      [0x85, 0x02],
      [0xa4],
      [0xb4],
      [0xc0],
    ),
    fc.constantFrom(
      [0x19, 0xfb],
      [0x29, 0xff],
      [0x27, 0xff, 0xff, 0xff, 0xff],
      [0x97, 0xff, 0xff, 0xff, 0x7f],
      [0xfe, 0xff],
    ),
    fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 4 }),
  );

  test("of garbage are read without a throw, and so are reports by what they say", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 80 }), fc.uint8Array({ maxLength: 70 }), (items, report) => {
        const descriptor = Uint8Array.from(items.flat());
        const decoder = new HidPosDecoder(hidPosLayouts(descriptor));
        decoder.push(report, 0);
        settled(decoder);
        expect(decoder.waitUntilMs).toBe(null);
        const boot = keyboardReports(descriptor).toBoot(report);
        if (boot !== null) new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.us }).push(boot, 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("keyboards of every layout", () => {
  const layoutAndText = fc.constantFrom(...Object.values(KEYBOARD_LAYOUTS)).chain((layout) => {
    const { plain, shift, altGr }: KeyboardLayout = layout;
    const characters = [...plain, ...shift, ...(altGr ?? [])].join("").replaceAll(/[\s\]]/g, "");
    const text = fc.array(fc.constantFrom(...characters.split("")), { minLength: 1, maxLength: 40 });
    return fc.tuple(
      fc.constant(layout),
      text.map((each) => each.join("")),
    );
  });

  test("type what is on their keys", () => {
    fc.assert(
      fc.property(layoutAndText, ([layout, text]) => {
        const decoder = new KeyboardDecoder({ layout, end: "enter" });
        const decoded = bootReports(text, layout).flatMap((report) => [...decoder.push(report, 0)]);
        expect(textsOf(decoded)).toEqual([text]);
      }),
      { numRuns: 500 },
    );
  });

  test("may leave out that a key is let go, but between two of the same key", () => {
    fc.assert(
      fc.property(layoutAndText, fc.infiniteStream(fc.boolean()), ([layout, text], chance) => {
        const decoder = new KeyboardDecoder({ layout, end: "enter" });
        const reports = bootReports(text, layout);
        const sent = reports.filter((report, index) => {
          const [before, after] = [reports[index - 1], reports[index + 1]];
          const isNeeded = report[2] !== 0 || before?.[2] === after?.[2];
          return isNeeded || chance.next().value === true;
        });
        expect(textsOf(sent.flatMap((report) => [...decoder.push(report, 0)]))).toEqual([text]);
      }),
      { numRuns: 500 },
    );
  });
});
