import { createScanner, type ReaderSettings, type ScannerState } from "@usher/core";
import { MemoryStore, MemoryTicketService, SeededRandom } from "@usher/core/testing";
import { systemTime } from "@usher/devices";
import { eventually } from "./eventually.js";
import type { TakeBack } from "./suite.js";

const DEVICE = {
  venueId: "V1",
  name: "North 1",
  mac: "02:00:00:00:00:01",
  ip: "127.0.0.1",
  gateName: "North",
  serial: "S1",
  model: "M1",
};

/** A quick reader machine: what is plugged in again is opened again at once. */
const TIMINGS = { readerRetryMs: 50, readerRetryMaxMs: 200 };

/** The engine around real readers, in this process: its reader machine opens them, loses them and opens them again. */
export interface Gate {
  /** Every read, with the reader that it came from: `"north: TICKET-1"`. */
  reads(): readonly string[];
  /** Resolves when so many reads have come, with all of them. */
  untilReads(count: number): Promise<readonly string[]>;
  /** Resolves when a reader is in a state. */
  untilReader(id: string, status: ScannerState["readers"][number]["status"]): Promise<void>;
  readonly state: ScannerState;
  stop(): Promise<void>;
}

/** Starts a gate at these readers, in one lane each. It is stopped after the case. */
export async function gateAt(readers: readonly Omit<ReaderSettings, "lane">[], after: TakeBack): Promise<Gate> {
  const service = new MemoryTicketService(systemTime);
  const scanner = createScanner({
    service,
    store: new MemoryStore(),
    validators: [],
    time: systemTime,
    random: new SeededRandom(1),
    settings: {
      device: DEVICE,
      readers: readers.map((reader) => ({ ...reader, lane: reader.id })),
      rereadWindowMs: 0,
      timings: TIMINGS,
    },
  });
  let state!: ScannerState;
  scanner.state$.subscribe((now) => (state = now));
  after(() => scanner.stop());
  scanner.start();
  const reads = (): readonly string[] => service.asked.map(({ readerId, barcode }) => `${readerId}: ${barcode.token}`);
  const gate: Gate = {
    reads,
    untilReads: async (count) => {
      await eventually(`${count} reads`, () => reads().length >= count).catch((cause: unknown) => {
        throw new Error(`${reads().length} of ${count} reads came: ${reads().join(", ")}`, { cause });
      });
      return reads();
    },
    untilReader: async (id, status) => {
      const reader = () => state.readers.find((one) => one.id === id);
      await eventually(`the reader ${id} to be ${status}`, () => reader()?.status === status).catch(
        (cause: unknown) => {
          throw new Error(`the reader ${id} is not ${status}, but ${JSON.stringify(reader())}`, { cause });
        },
      );
    },
    get state() {
      return state;
    },
    stop: () => scanner.stop(),
  };
  await eventually("the gate operates", () => state.phase === "operating");
  return gate;
}
