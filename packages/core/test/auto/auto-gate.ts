import type { Observable } from "rxjs";
import type { AutoReaders, ReaderSettings, ReaderState, ScannerDriver } from "../../src/index.js";
import { ScriptedBus, VirtualTime, type ScriptedDevice } from "../../src/testing/index.js";
import { TestGate } from "../gate.js";

/** Each kind of scanner that is plugged in here: the same make for all, told apart by the serial number or not at all. */
const MAKE = { vendorId: 0x0c2e, productId: 0x0b81, model: "Voyager" };

export const scannerOf = (serialNumber?: string, change: Partial<ScriptedDevice> = {}): ScriptedDevice => ({
  ...MAKE,
  ...(serialNumber === undefined ? {} : { serialNumber }),
  interfaces: { hid: undefined, keyboard: undefined },
  ...change,
});

interface AutoGateOptions {
  readonly changes$?: Observable<unknown> | "bus";
  readonly named?: (bus: ScriptedBus) => ReaderSettings[];
  readonly lane?: string;
  readonly obstacles?: () => Promise<readonly string[]>;
  readonly driversOf?: (bus: ScriptedBus) => ScannerDriver[];
}

const allDrivers = (bus: ScriptedBus) => ["hid", "serial", "keyboard"].map((kind) => bus.driver(kind));

/** A gate whose readers are what is plugged into a scripted bus. */
export class AutoGate {
  readonly time = new VirtualTime();
  readonly bus = new ScriptedBus();
  readonly gate: TestGate;
  #tokens = 0;

  constructor(options: AutoGateOptions = {}) {
    const { changes$, named, lane = "1", driversOf = allDrivers, obstacles } = options;
    const auto: AutoReaders = {
      id: "auto",
      lane,
      drivers: driversOf(this.bus).map((driver) => ({ driver, settings: {} })),
      ...(obstacles === undefined ? {} : { obstacles }),
      ...(changes$ === undefined ? {} : { changes$: changes$ === "bus" ? this.bus.changes$ : changes$ }),
    };
    const readers = [...(named?.(this.bus) ?? []), auto];
    this.gate = new TestGate({ time: this.time, lanes: [], settings: { readers, rereadWindowMs: 0 } });
  }

  async start(): Promise<this> {
    await this.gate.start();
    return this;
  }

  get readers(): readonly ReaderState[] {
    return this.gate.state.readers;
  }

  reader(id: string): ReaderState | undefined {
    return this.readers.find((reader) => reader.id === id);
  }

  /** The scanner at the port reads a ticket: which readers, if any, it came from. */
  async scan(port: string): Promise<string[]> {
    this.#tokens += 1;
    const before = this.gate.verdicts.length;
    this.bus.scan(port, `N${this.#tokens}`);
    await this.time.settle();
    return this.gate.verdicts.slice(before).map(({ readerId }) => readerId);
  }
}
