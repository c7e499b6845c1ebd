import type { ReaderState, ScannerDriver, ScannerErrorCode } from "../../../src/index.js";
import { scriptedScanner, VirtualTime, type ScriptedScanner } from "../../../src/testing/index.js";
import { TestGate } from "../../gate.js";

/** How long a scanner takes to be opened and to be free again. */
export interface Slowness {
  readonly openMs: number;
  readonly closeMs: number;
}

export const READERS = ["1", "2"];

/** A gate with two scanners on a bench, each of which can be unplugged, garbled and plugged in again. */
export class Bench {
  readonly time = new VirtualTime();
  readonly gate: TestGate;
  readonly #scanners: ReadonlyMap<string, ScriptedScanner>;
  #emitted = 0;

  constructor(slowness: Slowness) {
    this.#scanners = new Map(READERS.map((lane) => [lane, scriptedScanner({ path: `/scripted/${lane}` })]));
    this.gate = new TestGate({
      time: this.time,
      lanes: [],
      settings: {
        rereadWindowMs: 0,
        readers: [...this.#scanners].map(([lane, { driver, info }]) => {
          return { id: `reader-${lane}`, lane, driver: slowed(driver, this.time, slowness), info, settings: {} };
        }),
      },
    });
  }

  scanner(lane: string): ScriptedScanner {
    const scanner = this.#scanners.get(lane);
    if (scanner === undefined) throw new RangeError(`there is no reader at lane ${lane}`);
    return scanner;
  }

  state(lane: string): ReaderState | undefined {
    return this.gate.state.readers.find((reader) => reader.lane === lane);
  }

  /** A token that was not read before, and what of it is shown. */
  nextToken(): { readonly token: string; readonly shown: string } {
    this.#emitted += 1;
    const end = String(this.#emitted).padStart(4, "0");
    return { token: `TICKET-${end}`, shown: `…${end.slice(1)}` };
  }
}

/** Reasons why a scanner can't be opened for a while. */
export const REFUSALS: readonly ScannerErrorCode[] = ["absent", "noRights", "busy", "wrongMode", "failed"];

function slowed(driver: ScannerDriver, time: VirtualTime, { openMs, closeMs }: Slowness): ScannerDriver {
  const passed = (ms: number) => new Promise<void>((resolve) => void time.after(ms, resolve));
  return {
    kind: driver.kind,
    list: () => driver.list(),
    open: async (info, settings) => {
      await passed(openMs);
      const scanner = await driver.open(info, settings);
      return {
        ...scanner,
        close: async () => {
          await passed(closeMs);
          await scanner.close();
        },
      };
    },
  };
}
