import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Stand } from "../stand.js";
import { disagreements } from "./agree.js";
import { FAIR } from "./plan.js";
import { limitedDisk, mountedDisk, type Attempt, type TightDisk } from "./tight-disk.js";
import { witnesses } from "./witnesses.js";

const TICKETS = Array.from({ length: 400 }, (_, index) => `TICKET-${index}-${index % 7}`);

/** The disk, cleaned up after the test; where there is none the test is skipped, and says why. */
function had(attempt: Attempt, skip: (reason: string) => never): TightDisk {
  if ("reason" in attempt) return skip(attempt.reason);
  onTestFinished(() => attempt.dispose());
  return attempt;
}

async function standOn(disk: TightDisk): Promise<Stand> {
  const stand = await Stand.open({ tickets: TICKETS, kiosk: { storage: { file: join(disk.folder, "gate.db") } } });
  onTestFinished(async () => stand.close());
  return stand;
}

describe.each([
  ["a disk that is full", mountedDisk],
  ["a process that may write no more", limitedDisk],
])("%s", (_what, attempt) => {
  it("[P9] lets nobody pass, raises an alarm, loses nothing, and scans on when there is room again", async ({
    skip,
  }) => {
    const disk = had(attempt(), skip);
    const stand = await standOn(disk);
    let next = 0;
    const scanNext = async () => stand.scan(TICKETS[next++] ?? "");
    /** Room in pages that are already there is used up first. Every permit until then is a good one. */
    const scanUntilFull = async () => {
      for (;;) {
        const verdict = await scanNext();
        if (verdict.decision === "deny") return verdict;
      }
    };

    await stand.fault({ unreachable: true, how: "refuse" });
    expect(await scanNext()).toMatchObject({ decision: "permit", source: "offline", saved: true });
    disk.fill(stand.kiosk);
    expect(await scanUntilFull()).toMatchObject({ decision: "deny", status: "STORAGE_FAILED", saved: false });
    const refused = next - 1;
    const { alarms } = await stand.client.until((state) => state.alarms.some(({ code }) => code === "STORAGE_FAILED"));
    expect(alarms.find(({ code }) => code === "STORAGE_FAILED")?.message).toContain(join(disk.folder, "gate.db"));
    expect((await stand.client.get("/healthz")).status).toBe(503);

    await stand.fault(FAIR);
    await stand.client.until(({ connectivity }) => connectivity === "online");
    expect(await scanUntilFull()).toMatchObject({ decision: "deny", status: "STORAGE_FAILED", saved: false });
    const sent = await stand.scans();
    expect(await scanNext()).toMatchObject({ decision: "deny", status: "STORAGE_FAILED", saved: false });
    expect(await stand.scans(), "nothing is sent that could not be noted before").toEqual(sent);

    disk.free(stand.kiosk);
    expect(await stand.scan(TICKETS[refused] ?? "")).toMatchObject({ decision: "permit", saved: true });
    await stand.client.until((state) => state.alarms.every(({ code }) => code !== "STORAGE_FAILED"));
    expect((await stand.client.get("/healthz")).status).toBe(200);
    await stand.client.until(({ pendingUploads }) => pendingUploads === 0);
    await stand.kiosk.stop();

    const shown = [...stand.client.verdicts];
    const databaseFile = join(disk.folder, "gate.db");
    expect(disagreements(await witnesses({ stand, tickets: TICKETS, shown, databaseFile }))).toEqual([]);
  });
});

describe("a disk that became read-only", () => {
  it("[P9] is named at the start, and once it is writable everything that was permitted is there", async ({ skip }) => {
    const disk = had(mountedDisk(), skip);
    const stand = await standOn(disk);
    await stand.fault({ unreachable: true, how: "refuse" });
    for (const ticket of TICKETS.slice(0, 5)) expect(await stand.scan(ticket)).toMatchObject({ decision: "permit" });
    const shown = [...stand.client.verdicts];
    await stand.kiosk.stop("SIGKILL");

    disk.setReadOnly?.(true);
    await expect(stand.startKiosk()).rejects.toThrow(/ended with 1 before it was ready/);
    const said = stand.kiosk.log.split("\n").filter((line) => line !== "" && !line.startsWith("{"));
    expect(said).toEqual([expect.stringMatching(/^usher-kiosk: .*gate\.db.* read-only\. Make it writable/)]);

    disk.setReadOnly?.(false);
    const databaseFile = join(disk.folder, "gate.db");
    const evidence = await witnesses({ stand, tickets: TICKETS, shown, databaseFile });
    expect(disagreements(evidence)).toEqual([]);
    expect(evidence.service.filter(({ mode }) => mode === "offline")).toHaveLength(5);
  });
});
