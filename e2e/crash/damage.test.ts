import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openConnection } from "../../packages/storage/src/native.js";
import { isScanning, type KioskState } from "../kiosk-client.js";
import { Program } from "../program.js";
import { PIN, Stand } from "../stand.js";
import { FAIR } from "./plan.js";

const TICKETS = Array.from({ length: 23 }, (_, index) => `TICKET-${index}-${index % 7}`);
const [ONE = "", TWO = "", THREE = "", ...PASSED] = TICKETS;
/** The last pages of the file. */
const LOST_BYTES = 3 * 4_096;

const OFFLINE = { unreachable: true, how: "refuse" };

let stand: Stand;
/** A gate at which some have passed offline, its kiosk stopped, so that all of it is in one file. */
beforeEach(async () => {
  stand = await Stand.open({ tickets: TICKETS });
  await stand.fault(OFFLINE);
  for (const ticket of PASSED)
    expect(await stand.scan(ticket)).toMatchObject({ decision: "permit", source: "offline" });
  stand.client.close();
  await stand.kiosk.stop();
  await stand.fault(FAIR);
});
afterEach(async () => stand.close());

const databaseFile = () => join(stand.folder, "gate.db");

/** The kiosk starts, and scans. Gives its state once that is as wished. */
async function started(wish: (state: KioskState) => boolean): Promise<KioskState> {
  await stand.startKiosk();
  return stand.client.until((state) => isScanning(state) && wish(state));
}

const setAsideAlarm = ({ alarms }: KioskState) => alarms.find(({ code }) => code === "STORAGE_SET_ASIDE")?.message;
const isSettled = (state: KioskState) => state.pendingUploads === 0 && setAsideAlarm(state) !== undefined;

/** Where the alarm says that the file lies now. */
function asideFile(state: KioskState): string {
  return /set aside as (\S+gate\.db\.set-aside-[\w-]+)/.exec(setAsideAlarm(state) ?? "")?.[1] ?? "";
}

/** Overwrites the first page of a table with noise. */
function garble(table: string): void {
  const database = openConnection(databaseFile(), { readonly: true });
  const page = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").pluck().get(table) as number;
  const size = Number(database.pragma("page_size", { simple: true }));
  database.close();
  const descriptor = openSync(databaseFile(), "r+");
  writeSync(descriptor, new Uint8Array(size).fill(0xa5), 0, size, (page - 1) * size);
  closeSync(descriptor);
}

/** Does what the journal's triggers forbid, as somebody with a database shell could. */
function edit(sql: string): void {
  const database = openConnection(databaseFile(), {});
  database.exec("DROP TRIGGER journal_is_never_updated; DROP TRIGGER journal_is_never_deleted");
  database.exec(sql);
  database.close();
}

describe("a database that is damaged", () => {
  it("[P6] [P9] is set aside, its pending scans uploaded, and lets nobody in offline until an operator accepts", async () => {
    garble("queue");
    const damaged = readFileSync(databaseFile());
    let state = await started(isSettled);
    expect(setAsideAlarm(state)).toMatch(/20 scans that wait for upload were saved/);
    expect(stand.kiosk.log, "said before it is read, which may take minutes").toContain('"msg":"journalDamaged"');
    expect(readFileSync(asideFile(state))).toEqual(damaged);
    expect(await stand.uploaded()).toEqual(PASSED);
    expect(await stand.scan(ONE)).toMatchObject({ decision: "permit", source: "online" });
    await stand.kiosk.stop("SIGKILL");

    await started(isSettled);
    await stand.fault(OFFLINE);
    expect(await stand.scan(TWO)).toMatchObject({ decision: "deny", status: "STORAGE_FAILED", source: "offline" });
    expect((await stand.client.post("/api/storage/accept", {})).status).toBe(401);
    await stand.client.signIn(PIN);
    expect((await stand.client.post("/api/storage/accept", {})).status).toBe(200);
    await stand.client.until((now) => setAsideAlarm(now) === undefined);
    expect(await stand.scan(TWO)).toMatchObject({ decision: "permit", source: "offline" });
    expect(await stand.scan(PASSED[0] ?? "")).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED" });
    await stand.kiosk.stop("SIGKILL");

    await stand.fault(FAIR);
    state = await started(({ pendingUploads }) => pendingUploads === 0);
    expect(setAsideAlarm(state)).toBeUndefined();
    await stand.fault(OFFLINE);
    expect(await stand.scan(THREE)).toMatchObject({ decision: "permit", source: "offline" });
  });

  it("[P9] gives what is left of it where its end is gone", async () => {
    truncateSync(databaseFile(), statSync(databaseFile()).size - LOST_BYTES);
    const state = await started(isSettled);
    const saved = await stand.uploaded();
    expect(setAsideAlarm(state)).toContain(`${saved.length} scans that wait for upload were saved`);
    expect(saved.length).toBeGreaterThan(0);
    expect(saved).toEqual(PASSED.filter((ticket) => saved.includes(ticket)));
    expect(await stand.scan(ONE)).toMatchObject({ decision: "permit", source: "online", saved: true });
  });
});

describe("a journal that was edited", () => {
  it("[P9] is found while the gate scans and set aside, and nothing forged is uploaded", async () => {
    const [forged = ""] = PASSED.slice(5);
    edit(`UPDATE journal SET data = replace(data, '${forged}', 'FORGED-TICKET') WHERE kind = 'decided'`);
    const state = await started(isSettled);
    expect(setAsideAlarm(state)).toMatch(/19 scans that wait for upload were saved.*nobody is let in offline/);
    expect(readFileSync(asideFile(state), "utf8")).toContain("FORGED-TICKET");
    expect(await stand.uploaded()).toEqual(PASSED.filter((ticket) => ticket !== forged));
    expect(stand.kiosk.log).toContain('"msg":"journalBroken"');
    await stand.fault(OFFLINE);
    expect(await stand.scan(ONE)).toMatchObject({ decision: "deny", status: "STORAGE_FAILED" });
  });
});

describe("a journal that is removed while the gate scans", () => {
  it("[P6] [P9] is made anew with everything that was in it, and uploaded", async () => {
    await started(({ pendingUploads }) => pendingUploads === 0);
    await stand.fault(OFFLINE);
    expect(await stand.scan(ONE)).toMatchObject({ decision: "permit", source: "offline" });
    for (const part of ["", "-wal", "-shm"]) rmSync(databaseFile() + part);
    const state = await stand.client.until((now) => setAsideAlarm(now) !== undefined);
    expect(setAsideAlarm(state)).toMatch(/not in its place\. 1 scans that wait for upload were saved/);
    expect(await stand.scan(TWO)).toMatchObject({ decision: "deny", status: "STORAGE_FAILED", source: "offline" });
    await stand.fault(FAIR);
    await stand.client.until(isSettled);
    expect(await stand.uploaded()).toEqual([...PASSED, ONE]);
    expect(await stand.scan(ONE)).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED" });
    expect(await stand.scan(THREE)).toMatchObject({ decision: "permit", source: "online", saved: true });
  });
});

describe("a second kiosk on the same database", () => {
  it("is refused with one message that says what to do, and the first one scans on", async () => {
    await started(({ pendingUploads }) => pendingUploads === 0);
    const second = Program.kiosk(stand.configurationFile);
    expect(await second.ended()).toBe(1);
    const said = second.log.split("\n").filter((line) => line !== "" && !line.startsWith("{"));
    expect(said).toEqual([
      `usher-kiosk: ${databaseFile()} is in use by another process, and only one may write to it. ` +
        "Stop that one, or give this one another file.",
    ]);
    expect(await stand.scan(ONE)).toMatchObject({ decision: "permit" });
  });
});
