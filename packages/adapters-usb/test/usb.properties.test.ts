import { VirtualTime } from "@usher/core/testing";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { usbDriver } from "../src/index.js";
import { FakeBus } from "./fake-bus.js";

const ticket = fc.stringMatching(/^[A-Za-z0-9:;.+-]{1,40}$/);

/** The bytes in packets of these sizes, the last ones of one byte each. */
function packetsOf(text: string, sizes: readonly number[]): readonly string[] {
  const packets: string[] = [];
  let from = 0;
  for (let index = 0; from < text.length; index += 1) {
    const size = sizes[index] ?? 1;
    packets.push(text.slice(from, from + size));
    from += size;
  }
  return packets;
}

test("[P11] whatever the packets and the unplugs, each whole read is delivered once, in order, and no half one ever", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 64 }), { maxLength: 30 });
  const plug = fc.record({ whole: fc.array(ticket, { maxLength: 5 }), half: fc.oneof(fc.constant(""), ticket), sizes });
  await fc.assert(
    fc.asyncProperty(fc.array(plug, { minLength: 1, maxLength: 4 }), async (plugs) => {
      const bus = new FakeBus();
      const driver = usbDriver({ time: new VirtualTime(), ...bus.around });
      const texts: string[] = [];
      for (const { whole, half, sizes: cuts } of plugs) {
        bus.plug();
        const scanner = await driver.open({ port: "1-1.4" }, { mode: "lines" });
        let isLost = false;
        scanner.frames$.subscribe({ next: ({ text }) => texts.push(text), error: () => (isLost = true) });
        bus.send(...packetsOf(whole.map((text) => `${text}\r`).join("") + half, cuts));
        await vi.waitFor(() => expect(bus.waiting).toBe(0), { interval: 1, timeout: 10_000 });
        bus.unplug();
        await vi.waitFor(() => expect(isLost).toBe(true), { interval: 1, timeout: 10_000 });
        await scanner.close();
      }
      expect(texts).toEqual(plugs.flatMap(({ whole }) => whole));
      expect([bus.violations, bus.releases]).toEqual([[], plugs.length]);
    }),
    { seed: 11, numRuns: 60 },
  );
});
