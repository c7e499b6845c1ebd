import { VirtualTime } from "@usher/core/testing";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { usbDriver, type UsbMode } from "../src/index.js";
import { DEVICE, FakeBus, KEYBOARD_INTERFACE, POS_DESCRIPTOR, VENDOR_INTERFACE } from "./fake-bus.js";

const wait = { interval: 1, timeout: 10_000 };
const key = (usage: number) => Uint8Array.of(0, 0, usage, 0, 0, 0, 0, 0);

/** The interface of each mode, and the packets of a good read of "A1" (`"a1"` where it is typed). */
const MODES = {
  lines: { interface: VENDOR_INTERFACE, good: ["A1\r"], text: "A1" },
  ssi: { interface: VENDOR_INTERFACE, good: [Buffer.from("07f30000034131fe91", "hex")], text: "A1" },
  keyboard: {
    interface: KEYBOARD_INTERFACE,
    good: [0x04, 0x1e, 0x28].flatMap((usage) => [key(usage), key(0)]),
    text: "a1",
  },
  hidPos: { interface: { ...KEYBOARD_INTERFACE, subclass: 0, protocol: 0 }, good: ["A1\0\0\0\0\0\0"], text: "A1" },
} satisfies Record<UsbMode, unknown>;

describe("[P11] a scanner that sends garbage takes nothing down, and reads on after the next plug", () => {
  test.each(Object.keys(MODES) as UsbMode[])("in mode %s", async (mode) => {
    const { interface: only, good, text } = MODES[mode];
    const noise = fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(noise, async (packets) => {
        const bus = new FakeBus({ ...DEVICE, interfaces: [only] });
        bus.answer = POS_DESCRIPTOR;
        const time = new VirtualTime();
        const driver = usbDriver({ time, ...bus.around });
        const noisy = await driver.open({ port: "1-1.4" }, { mode });
        noisy.frames$.subscribe({ error: () => undefined });
        bus.send(...packets);
        await vi.waitFor(() => expect(bus.waiting).toBe(0), wait);
        await noisy.close();
        expect([time.waiting, bus.isFree, bus.violations]).toEqual([0, true, []]);

        bus.unplug();
        bus.plug();
        const texts: string[] = [];
        const scanner = await driver.open({ port: "1-1.4" }, { mode });
        scanner.frames$.subscribe((frame) => texts.push(frame.text));
        bus.send(...good);
        await vi.waitFor(() => expect(texts).toEqual([text]), wait);
        await scanner.close();
      }),
      { seed: 23, numRuns: 25 },
    );
  });
});
