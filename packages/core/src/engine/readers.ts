import { Discovery } from "./discovery.js";
import { Reader, type ReadersParts } from "./reader.js";
import type { ReaderState } from "./scanner.js";
import type { AutoReaders, ReaderSettings, ScannerSettings } from "./settings.js";

/** All scanners of the gate, each under its own reader machine: what happens to one touches no other (promise P11). */
export class Readers {
  readonly #named: readonly Reader[];
  readonly #discovery: Discovery | null;

  constructor(settings: ScannerSettings["readers"], parts: ReadersParts) {
    const named = settings.filter((reader): reader is ReaderSettings => "driver" in reader);
    const [auto, ...others] = settings.filter((reader): reader is AutoReaders => "drivers" in reader);
    if (others.length > 0) throw new RangeError("one source of readers takes every scanner there is: name it once");
    this.#named = named.map((reader) => new Reader(reader, reader, parts));
    const wanted = named.map((reader, index) => ({
      ...reader,
      open: () => this.#named[index]?.openScanner?.info ?? null,
    }));
    this.#discovery = auto === undefined ? null : new Discovery(auto, wanted, parts);
  }

  open(): void {
    for (const reader of this.#named) reader.open();
    this.#discovery?.open();
  }

  /** Resolves when every scanner is free again, or has been waited for long enough. */
  async close(): Promise<void> {
    await Promise.all([...this.#named.map((reader) => reader.close()), this.#discovery?.close()]);
  }

  states(): readonly ReaderState[] {
    return [...this.#named.map((reader) => reader.state()), ...(this.#discovery?.states() ?? [])];
  }

  /** Which scanners are lost, and why; null where none is. */
  lost(): string | null {
    const lost = this.states().filter(
      ({ status, reason }) => status === "backingOff" || (status === "opening" && reason !== undefined),
    );
    return lost.length === 0 ? null : lost.map(({ id, reason }) => `${id}: ${reason ?? "lost"}`).join("; ");
  }
}
