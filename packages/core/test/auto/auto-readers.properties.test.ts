import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_TIMINGS } from "../../src/index.js";
import type { ScriptedDevice } from "../../src/testing/index.js";
import { runs } from "../runs.js";
import { AutoGate, scannerOf } from "./auto-gate.js";

const PORTS = ["1-1", "1-2", "1-3.1"];
const noRights = { code: "noRights", message: "let a udev rule give it" } as const;
const { model: _, ...keyboard } = scannerOf("K1");

/** What lies on the table to be plugged in: some alike, some of two interfaces, one in trouble and one that is no scanner. */
const DEVICES: readonly ScriptedDevice[] = [
  scannerOf("S1"),
  scannerOf("S2", { interfaces: { serial: undefined, keyboard: noRights } }),
  scannerOf("S3", { interfaces: { hid: noRights, keyboard: undefined } }),
  scannerOf("0000"),
  scannerOf("0000"),
  scannerOf(),
  scannerOf(),
  scannerOf("S4", { interfaces: { hid: noRights } }),
  keyboard,
];
const [TROUBLED, KEYBOARD] = [DEVICES[7], DEVICES[8]];

type Step =
  | { readonly does: "plug"; readonly port: string; readonly device: number }
  | { readonly does: "unplug" | "scan"; readonly port: string }
  | { readonly does: "wait"; readonly ms: number };

const ports = fc.constantFrom(...PORTS);
const steps = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant("plug" as const), port: ports, device: fc.nat(DEVICES.length - 1) }),
    fc.record({ does: fc.constantFrom("unplug" as const, "scan" as const), port: ports }),
    fc.record({ does: fc.constant("wait" as const), ms: fc.constantFrom(0, 1, 300, 2_000, 30_000) }),
  ),
  { minLength: 5, maxLength: 40, size: "max" },
) satisfies fc.Arbitrary<Step[]>;

/** Longer than any look or retry of a reader. */
const PATIENCE_MS = DEFAULT_TIMINGS.readerLookWatchedMs + DEFAULT_TIMINGS.readerRetryMaxMs;

/** The table and the gate: what is plugged in where, and the id that each port's scanner was read under since it was plugged in. */
class Table {
  readonly auto: AutoGate;
  readonly #plugged = new Map<string, ScriptedDevice>();
  readonly #ids = new Map<string, string>();

  constructor(isWatched: boolean) {
    this.auto = new AutoGate(isWatched ? { changes$: "bus" } : {});
  }

  async take(step: Step): Promise<void> {
    const { bus, time } = this.auto;
    if (step.does === "plug") this.#plug(step.port, DEVICES[step.device] as ScriptedDevice);
    else if (step.does === "wait") await time.advance(step.ms);
    else if (bus.has(step.port)) {
      if (step.does === "scan") await this.scan(step.port);
      else this.#unplug(step.port);
    }
    await time.settle();
    const ids = this.auto.readers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }

  /** At the end, and after patience, all that can be read is read. */
  async settle(): Promise<void> {
    await this.auto.time.advance(PATIENCE_MS);
    for (const [port, device] of this.#plugged) {
      const readers = await this.scan(port);
      if (device === KEYBOARD || device === TROUBLED) expect(readers).toEqual([]);
      else expect(readers).toHaveLength(1);
    }
    const open = this.auto.readers.filter(({ status }) => status === "open");
    const readable = [...this.#plugged.values()].filter((device) => device !== KEYBOARD && device !== TROUBLED);
    expect(open).toHaveLength(readable.length);
    if ([...this.#plugged.values()].includes(TROUBLED as ScriptedDevice)) {
      expect(this.auto.reader("0c2e:0b81:S4")).toMatchObject({ status: "backingOff", reason: noRights.message });
    }
  }

  /** A read comes from one reader at most, and from the same one as long as the scanner stays where it is. */
  async scan(port: string): Promise<string[]> {
    const readers = await this.auto.scan(port);
    expect(readers.length).toBeLessThanOrEqual(1);
    const [id] = readers;
    if (id === undefined) return readers;
    const { serialNumber } = this.#plugged.get(port) as ScriptedDevice;
    if (serialNumber?.startsWith("S")) expect(id).toBe(`0c2e:0b81:${serialNumber}`);
    if (serialNumber === undefined) expect(id).toBe(`0c2e:0b81@${port}`);
    expect(this.#ids.get(port) ?? id).toBe(id);
    this.#ids.set(port, id);
    return readers;
  }

  #plug(port: string, device: ScriptedDevice): void {
    if (this.auto.bus.has(port) || [...this.#plugged.values()].includes(device)) return;
    this.auto.bus.plug(port, device);
    this.#plugged.set(port, device);
  }

  #unplug(port: string): void {
    this.auto.bus.unplug(port);
    this.#plugged.delete(port);
    this.#ids.delete(port);
  }
}

describe("scanners that are found", () => {
  it("[P11] whatever is plugged in and out, each good read is delivered once, under an id that stays", async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), steps, async (isWatched, life) => {
        const table = new Table(isWatched);
        await table.auto.start();
        for (const step of life) await table.take(step);
        await table.settle();
        await table.auto.gate.scanner.stop();
        expect(table.auto.time.waiting).toBe(0);
      }),
      runs(100),
    );
  });

  it("[P11] ids are the same after a restart, in whatever order scanners are plugged in", async () => {
    const devices = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(devices, fc.shuffledSubarray(PORTS, { minLength: 3 }), async (chosen, order) => {
        const idsOf = async (portsInOrder: readonly string[]) => {
          const auto = new AutoGate();
          for (const port of portsInOrder) {
            auto.bus.plug(port, DEVICES[chosen[PORTS.indexOf(port)] as number] as ScriptedDevice);
          }
          await auto.start();
          const byPort = await Promise.all(PORTS.map((port) => auto.scan(port)));
          return byPort.map(([id]) => id);
        };
        expect(await idsOf(order)).toEqual(await idsOf(PORTS));
      }),
      runs(50),
    );
  });
});
