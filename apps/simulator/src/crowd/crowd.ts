import { setTimeout as sleep } from "node:timers/promises";
import type { ConfiguredDevice, Direction, Reply, Scan } from "@usher/core";
import { isLoopback, presenceService, type PresenceService } from "@usher/presence";
import { UsageError } from "@usher/validators";
import { LIMITS } from "../limits.js";
import { StartError } from "../start-error.js";
import { readVenue } from "../venue/read-venue.js";
import type { Venue } from "../venue/venue.js";
import type { Clocks } from "../world/surroundings.js";

/** A crowd at the gates of a venue. */
export interface CrowdOptions {
  readonly venueFile: string;
  /** The base URL of the Presence API, on this machine. */
  readonly presence: string;
  readonly devices: number;
  readonly scans: number;
  /** Of all devices together, at most: a device waits for each of its answers. */
  readonly scansPerSecond: number;
  readonly clocks: Clocks;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Ends the crowd early. */
  readonly signal: AbortSignal;
}

/** What came of it. Times in milliseconds, from a request to the last byte of its answer. */
export interface CrowdResult {
  readonly scans: number;
  readonly elapsedMs: number;
  /** By status, or by what kept a status from coming. */
  readonly answers: Readonly<Record<string, number>>;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** Some come out again, or try to. */
const EXITS = 0.1;

/** Sends scans of the venue's tickets through devices of their own. Rejects with a {@link StartError} or `UsageError` that names the fix. */
export async function sendCrowd(options: CrowdOptions): Promise<CrowdResult> {
  const { clocks, presence, scans, signal } = options;
  requireThisMachine(presence);
  const venue = readVenue(options.venueFile, clocks.wallMs());
  if (venue.tickets.length === 0) throw new StartError(`${options.venueFile}: no tickets, so nobody comes`);
  const [apiKey = ""] = venue.apiKeys;
  const service = presenceService({ endpoint: presence, apiKey });
  try {
    const devices = await configured(service, venue, options);
    const startMs = clocks.monotonicMs();
    const answers = new Map<string, number>();
    const durationsMs: number[] = [];
    let begun = 0;

    const stand = async (device: ConfiguredDevice): Promise<void> => {
      while (begun < scans && !signal.aborted) {
        begun += 1;
        const dueMs = startMs + ((begun - 1) * 1_000) / options.scansPerSecond;
        await sleep(Math.max(0, dueMs - clocks.monotonicMs()), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        const askedMs = clocks.monotonicMs();
        const answer = await answerTo(service, randomScan(options, venue, device));
        durationsMs.push(clocks.monotonicMs() - askedMs);
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
      }
    };
    await Promise.all(devices.map(stand));
    const sorted = durationsMs.toSorted((one, other) => one - other);
    const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
    return {
      scans: sorted.length,
      elapsedMs: Math.round(clocks.monotonicMs() - startMs),
      answers: Object.fromEntries([...answers].toSorted(([one], [other]) => one.localeCompare(other))),
      medianMs: at(0.5),
      p99Ms: at(0.99),
    };
  } finally {
    await service.close();
  }
}

/** No load testing against the real service (Presence overview, "Endpoint"). */
function requireThisMachine(presence: string): void {
  const url = URL.canParse(presence) ? new URL(presence) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.href === url.origin + url.pathname;
  if (isPlain && isLoopback(url.hostname)) return;
  const expected = "expected the address of a simulator on this machine, such as http://127.0.0.1:4010/presence/v1/";
  throw new UsageError(`--presence is "${presence}", ${expected}: a crowd goes nowhere else`);
}

async function configured(
  service: PresenceService,
  venue: Venue,
  { presence, devices: count }: CrowdOptions,
): Promise<ConfiguredDevice[]> {
  const gates = [...venue.gates.values()];
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const number = String(index + 1).padStart(4, "0");
      const identity = {
        venueId: venue.venueId,
        name: `Crowd ${index + 1}`,
        mac: `02:00:00:00:${number.slice(0, 2)}:${number.slice(2)}`,
        ip: "127.0.0.1",
        gateName: gates[index % gates.length]?.name ?? "",
        serial: `C${number}`,
        model: "Crowd",
      };
      const reply = await service.configure(identity, AbortSignal.timeout(LIMITS.crowdAnswerMs));
      if (reply.kind === "answered" && reply.status === "OKAY" && reply.value !== null) return reply.value;
      const why = reply.kind === "answered" ? `${reply.status}, ${reply.message}` : wordsOf(reply);
      throw new StartError(
        `the devices of the crowd can't be configured (${why}): is ${presence} the "presence" of a simulator of this venue file?`,
      );
    }),
  );
}

function randomScan({ random, clocks }: CrowdOptions, venue: Venue, device: ConfiguredDevice): Scan {
  const token = venue.tickets[Math.floor(random() * venue.tickets.length)]?.token ?? "";
  const direction: Direction = random() < EXITS ? "exit" : "enter";
  const barcode = { token, ticketKey: token, symbology: null };
  const made = { deviceOs: "Printed", channelId: null, skewMs: null, readerId: "crowd", lane: "1" } as const;
  return { ...made, barcode, direction, device, scanTimeMs: clocks.wallMs() };
}

async function answerTo(service: PresenceService, scan: Scan): Promise<string> {
  return wordsOf(await service.ask(scan, AbortSignal.timeout(LIMITS.crowdAnswerMs)));
}

/** The status, or what kept one from coming. */
function wordsOf(reply: Reply<unknown>): string {
  if (reply.kind === "answered") return reply.status;
  return reply.kind === "unreachable" ? `unreachable: ${reply.cause}` : reply.kind;
}
