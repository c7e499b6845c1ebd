import { createScanner, type Reply, type Scan, type TicketService } from "@usher/core";
import { MemoryStore, scriptedScanner, SeededRandom, VirtualTime } from "@usher/core/testing";
import { expect, it } from "vitest";

const DEVICES = 500;
const SCANS_EACH = 10;
const OUTAGE_MS = 600_000;

/** What reached the service, by the second. */
class BusyService {
  isDown = false;
  readonly perSecond = new Map<string, number>();
  readonly uploaded = new Set<string>();
  readonly #time: VirtualTime;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** The most requests of these kinds that came within one second since a moment. */
  peakSince(sinceMs: number, ...kinds: readonly string[]): number {
    const sums = new Map<string, number>();
    for (const [key, count] of this.perSecond) {
      const [kind = "", second = ""] = key.split(" ");
      if (kinds.includes(kind) && Number(second) * 1000 >= sinceMs) sums.set(second, (sums.get(second) ?? 0) + count);
    }
    return Math.max(0, ...sums.values());
  }

  port(): TicketService {
    return {
      configure: ({ name, venueId, gateName }) =>
        this.#call("configure", { id: Number(name), name, venueId, gateId: 1, gateName }),
      deviceInformation: (device) => this.#call("probe", device),
      ask: () => this.#call("ask", []),
      upload: ({ scans }) => {
        if (!this.isDown) for (const scan of scans) this.uploaded.add(keyOf(scan));
        return this.#call("upload", { accepted: scans.length });
      },
    };
  }

  async #call<Value>(kind: string, value: Value): Promise<Reply<Value>> {
    if (this.isDown) return { kind: "unreachable", cause: "refused", sent: false };
    const key = `${kind} ${Math.floor(this.#time.monotonicMs() / 1000)}`;
    this.perSecond.set(key, (this.perSecond.get(key) ?? 0) + 1);
    await new Promise<void>((resolve) => void this.#time.after(50, resolve));
    return { kind: "answered", status: "OKAY", message: "", value, serviceTimeMs: null };
  }
}

const keyOf = ({ device, barcode }: Scan) => `${device.id} ${barcode.token}`;

it("[P4] 500 devices that lost the network together do not come back together, and all their scans arrive", async () => {
  const time = new VirtualTime(undefined, () => new Promise((resolve) => process.nextTick(resolve)));
  const service = new BusyService(time);
  const gates = Array.from({ length: DEVICES }, (_, index) => {
    const reader = scriptedScanner({ path: `/${index}` });
    const scanner = createScanner({
      service: service.port(),
      store: new MemoryStore(),
      validators: [{ validate: () => ({ kind: "accepted", place: null, eventId: null }) }],
      time,
      random: new SeededRandom(index + 1),
      settings: {
        device: { venueId: "V", name: `${index}`, mac: `${index}`, ip: "-", gateName: "G", serial: "-", model: "-" },
        readers: [{ id: "r", lane: "1", driver: reader.driver, info: reader.info, settings: {} }],
      },
    });
    scanner.start();
    return { reader, scanner };
  });
  await time.advance(5_000);

  service.isDown = true;
  for (let scan = 0; scan < SCANS_EACH; scan += 1) {
    for (const { reader } of gates) reader.emit(`TICKET-${scan}`); // all at the same moment: the worst case for a herd
    await time.advance(OUTAGE_MS / SCANS_EACH);
  }
  service.isDown = false;
  const backAtMs = time.monotonicMs();
  await time.advance(60_000);

  expect(service.uploaded.size).toBe(DEVICES * SCANS_EACH);
  // In step they would be 500 at once. Spread over the 7.5 s to 15 s between two probes they are far fewer.
  expect(service.peakSince(backAtMs, "probe")).toBeLessThan(DEVICES / 3);
  expect(service.peakSince(backAtMs, "upload")).toBeLessThan(DEVICES / 4);
  for (const { scanner } of gates) void scanner.stop();
}, 120_000);
