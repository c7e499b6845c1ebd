import { join } from "node:path";
import type { JournalEntry } from "@usher/core";
import { verifyChain } from "@usher/storage";
import type { KioskVerdict } from "../kiosk-client.js";
import { PIN, type Stand } from "../stand.js";
import type { Evidence } from "./agree.js";
import { FAIR } from "./plan.js";

/** What the gate has shown so far, and how it is set up. */
export interface Hearing {
  readonly stand: Stand;
  readonly tickets: readonly string[];
  readonly shown: readonly KioskVerdict[];
  /** The kiosk's database; left out where it lies with the stand's other files. */
  readonly databaseFile?: string;
}

/**
 * Heals the network and starts the kiosk, which nobody scans at any more; leaves it alone until everything is uploaded, and asks
 * the witnesses.
 */
export async function witnesses({ stand, tickets, shown, databaseFile }: Hearing): Promise<Evidence> {
  await stand.fault(FAIR);
  await stand.startKiosk();
  await stand.client.until(
    ({ phase, connectivity, pendingUploads }) =>
      phase === "operating" && connectivity === "online" && pendingUploads === 0,
  );
  await stand.client.signIn(PIN);
  const journal = await journalOf(stand);
  await stand.kiosk.stop();
  const chain = await verifyChain(databaseFile ?? join(stand.folder, "gate.db"));
  return { tickets: new Set(tickets), shown, journal, chain, service: await stand.scans() };
}

/** The journal as an operator exports it. */
async function journalOf(stand: Stand): Promise<readonly JournalEntry[]> {
  const text = await (await stand.client.get("/api/journal.ndjson")).text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as JournalEntry);
}
