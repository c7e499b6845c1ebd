import { ScannerError, type Frame, type Scanner } from "@usher/core";
import { VirtualTime } from "@usher/core/testing";
import { fingerprintOf, LIMITS } from "@usher/decoders";
import { hidPosReports } from "@usher/decoders/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hidPosDriver, keyboardDriver } from "../src/index.js";
import { FakeHid, HID_POS, KEYBOARD, type FakeDevice } from "./fake-hid.js";

const id = fc.integer({ min: 1, max: 0xffff });
// A text that begins like an AIM identifier is taken for one, by the decoder's own rule.
const textOf = (minLength: number) =>
  fc.string({ minLength, maxLength: 150, unit: "grapheme-ascii" }).filter((each) => !each.startsWith("]"));

/** What befalls a scanner and its gate. */
type Event =
  | { readonly kind: "scan"; readonly text: string }
  | { readonly kind: "half"; readonly text: string }
  | { readonly kind: "noise"; readonly bytes: Uint8Array }
  | { readonly kind: "pause" }
  | { readonly kind: "replug" };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("scan" as const), text: textOf(1) }) },
  fc.record({
    kind: fc.constant("half" as const),
    text: textOf(57),
  }),
  // Reports of an id that carries no data: status, settings, answers to commands.
  fc.record({
    kind: fc.constant("noise" as const),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => Uint8Array.of(9, ...bytes)),
  }),
  fc.record({ kind: fc.constant("pause" as const) }),
  fc.record({ kind: fc.constant("replug" as const) }),
);

test("[P11] whatever befalls a scanner, each whole read is delivered once and in order, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
      const hid = new FakeHid(HID_POS);
      const time = new VirtualTime();
      const driver = hidPosDriver({ time, ...hid.world });
      const read: string[] = [];
      const open = async (): Promise<Scanner> => {
        const scanner = await driver.open({ serialNumber: "S1" }, { suffix: "" });
        scanner.frames$.subscribe({ next: ({ text: each }: Frame) => read.push(each), error: () => undefined });
        return scanner;
      };
      let scanner = await open();
      const expected: string[] = [];
      const waitOutHalfRead = () => time.advance(2 * LIMITS.halfReadMs);
      for (const each of events) {
        if (each.kind === "scan") {
          hid.report(HID_POS.path, hidPosReports(each.text));
          expected.push(each.text);
        } else if (each.kind === "half") {
          hid.report(HID_POS.path, hidPosReports(each.text).slice(0, -1));
          await waitOutHalfRead();
        } else if (each.kind === "noise") hid.report(HID_POS.path, [each.bytes]);
        else if (each.kind === "pause") await waitOutHalfRead();
        else {
          hid.unplug(HID_POS.path);
          await scanner.close();
          hid.plug(HID_POS);
          scanner = await open();
        }
      }
      await scanner.close();
      expect(read).toEqual(expected);
      expect(time.waiting).toBe(0);
    }),
    { seed: 42, numRuns: 200 },
  );
});

test("[P11] a keyboard whose ids are not a scanner's is never opened unless it is named", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(id, id), { maxLength: 5 }), async (ids) => {
      const keyboards = ids
        .filter(([vendorId, productId]) => fingerprintOf({ vendorId, productId }) === null)
        .map(([vendorId, productId], index): FakeDevice => ({
          ...KEYBOARD,
          path: `/dev/hidraw${index}`,
          vendorId,
          productId,
        }));
      const hid = new FakeHid(...keyboards);
      const driver = keyboardDriver({
        time: new VirtualTime(),
        platform: "linux",
        findInputs: async () => [],
        ...hid.world,
      });
      await expect(driver.open({}, {})).rejects.toMatchObject({ code: "absent" });
      for (const { path } of keyboards) expect(hid.isOpen(path)).toBe(false);
    }),
    { seed: 43, numRuns: 100 },
  );
});

test("[P11] the scanner that is opened is the one that was named, or none is", async () => {
  const few = fc.record({
    serialNumber: fc.constantFrom("S1", "S2"),
    port: fc.constantFrom("1-1", "1-1.2", "2-1"),
    productId: fc.constantFrom(0x0b87, 0x0907),
  });
  const named = fc.record(
    {
      serialNumber: fc.constantFrom("S1", "S2"),
      port: fc.constantFrom("1-1", "1-1.2"),
      productId: fc.constantFrom(0x0b87, 0x0907),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(few, { maxLength: 4 }), named, async (scanners, wanted) => {
      const devices = scanners.map((each, index): FakeDevice => ({ ...HID_POS, ...each, path: `/dev/hidraw${index}` }));
      const hid = new FakeHid(...devices);
      const driver = hidPosDriver({ time: new VirtualTime(), ...hid.world });
      const meant = devices.filter((device) =>
        Object.entries(wanted).every(([key, value]) => device[key as keyof FakeDevice] === value),
      );
      const outcome = await driver.open(wanted, {}).catch((error: unknown) => error);
      if (outcome instanceof ScannerError) {
        expect(outcome.code).toBe(meant.length === 0 ? "absent" : "failed");
        expect(meant.length).not.toBe(1);
      } else expect(meant.map(({ path }) => path)).toEqual([(outcome as Scanner).info.path]);
    }),
    { seed: 44, numRuns: 200 },
  );
});
