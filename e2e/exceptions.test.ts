import { afterEach, describe, expect, it } from "vitest";
import { isScanning, type KioskVerdict } from "./kiosk-client.js";
import { PIN, Stand, TICKETS } from "./stand.js";

const [here = "", turnedAway = ""] = TICKETS;
const STRANGERS = ["STRANGER-1-0123456789", "STRANGER-2-0123456789"] as const;
const WORD = { role: "Supervisor", reason: "The turnstile was stuck" };

let stand: Stand;
afterEach(async () => stand.close());

async function ask(path: string, scanId: string): Promise<{ readonly status: number; readonly answer: unknown }> {
  const response = await stand.client.post(path, { scanId, ...WORD });
  return { status: response.status, answer: await response.json() };
}

const override = (scanId: string) => ask("/api/scans/override", scanId);
const annul = (scanId: string) => ask("/api/scans/annul", scanId);

/** While the service is away: two with tickets, one of whom does not go in, a stranger who may, and one who may not. */
async function passOffline(): Promise<void> {
  await stand.fault({ unreachable: true });
  expect(await stand.scan(here)).toMatchObject({ decision: "permit", source: "offline" });
  const unused = await stand.scan(turnedAway);
  expect(await stand.scan(STRANGERS[0])).toMatchObject({ decision: "permit", exception: { kind: "unknownAdmitted" } });
  const denied = await stand.scan(STRANGERS[1]);
  expect(denied).toMatchObject({ decision: "deny", status: "NOT_FOUND" });
  const { unknownTickets, alarms } = await stand.client.until(({ alarms: standing }) => standing.length > 0);
  expect(unknownTickets).toEqual({ admitted: 1, max: 1 });
  expect(alarms.map(({ code }) => code)).toEqual(["UNKNOWN_TICKETS"]);

  expect(await stand.client.signIn(PIN)).toBe(200);
  const shown = stand.client.nextVerdict();
  const { answer } = await override(denied.scanId);
  expect(answer).toMatchObject({ decision: "permit", source: "operator", exception: { kind: "overridden" } });
  expect((await shown).scanId).toBe((answer as KioskVerdict).scanId);
  expect(await annul(unused.scanId)).toEqual({ status: 200, answer: { outcome: "withdrawn" } });
}

describe("an evening with exceptions", () => {
  it("[P14] each is kept over a kill, and arrives at the service exactly if somebody went in", async () => {
    stand = await Stand.open({ kiosk: { offline: { ticketList: "tickets.csv", unknownTickets: { max: 1 } } } });
    await passOffline();
    stand.client.close();
    await stand.kiosk.stop("SIGKILL");
    await stand.fault({ unreachable: false });
    await stand.startKiosk();
    const settled = await stand.client.until((state) => isScanning(state) && state.pendingUploads === 0);
    expect(settled).toMatchObject({ unknownTickets: { admitted: 0, max: 1 }, alarms: [] });
    expect(await stand.uploaded()).toEqual([here, STRANGERS[0], STRANGERS[1]]);

    // Whose permit was withdrawn is not inside, for the service neither.
    const online = await stand.scan(turnedAway);
    expect(online).toMatchObject({ decision: "permit", source: "online" });
    expect(await stand.client.signIn(PIN)).toBe(200);
    expect(await annul(online.scanId)).toEqual({ status: 200, answer: { outcome: "noted" } });

    const denied = await stand.scan(turnedAway);
    expect(denied).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED" });
    expect((await override(denied.scanId)).answer).toMatchObject({ decision: "permit", source: "operator" });
    expect(await override(denied.scanId)).toMatchObject({ status: 409, answer: { error: "overridden" } });
    await stand.client.until(({ pendingUploads }) => pendingUploads === 0);
    expect(await stand.uploaded()).toEqual([here, ...STRANGERS, turnedAway]);

    const report = await (await stand.client.get("/api/report")).json();
    expect(report).toMatchObject({ counts: { unknownAdmitted: 1, overridden: 2, annulled: 2 } });
  });
});
