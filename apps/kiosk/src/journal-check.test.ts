import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Decision, Scan } from "@usher/core";
import { VirtualTime } from "@usher/core/testing";
import { openScanStore } from "@usher/storage";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { DEVICE, scriptedGate } from "../test/scripted-gate.js";
import { checkJournal, watchJournal } from "./journal-check.js";
import { acceptSetAside } from "./set-aside.js";

const BARCODE = { token: "TICKET-0042", ticketKey: "TICKET-0042", symbology: null };
const SCAN: Scan = {
  barcode: BARCODE,
  direction: "enter",
  device: DEVICE,
  scanTimeMs: 1,
  skewMs: null,
  deviceOs: "Printed",
  channelId: null,
  readerId: "door",
  lane: "main",
};
const DENIAL: Decision = {
  outcome: "deny",
  status: "NOT_FOUND",
  message: "unknown",
  source: "offline",
  inDoubt: false,
  tickets: [],
  ledger: null,
};

/** A gate with one scan in its journal, which is edited on the disk while the kiosk does not run. */
function gateWith(edit: (content: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), "usher-check-"));
  const file = join(folder, "gate.db");
  const before = openScanStore({ file, atMs: 0 });
  before.store.commit(SCAN, DENIAL, 1);
  before.store.close();
  writeFileSync(file, edit(readFileSync(file, "latin1")), "latin1");

  const storage = openScanStore({ file, atMs: 0 });
  onTestFinished(() => {
    storage.store.close();
    rmSync(folder, { recursive: true });
  });
  const { scanner, state$ } = scriptedGate();
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line) => void lines.push(line) });
  const time = new VirtualTime();
  return {
    file,
    storage,
    time,
    watch: () => watchJournal({ file, storage, scanner, time, log }),
    end: () => state$.complete(),
    scan: () => storage.store.commit(SCAN, DENIAL, 2),
    check: (checked = file) => checkJournal({ file: checked, storage, scanner, time, log }),
    accept: () => acceptSetAside(storage, scanner, time.wallMs(), "HTTP"),
    alarm: () => state$.value.alarms.find(({ code }) => code === "STORAGE_SET_ASIDE")?.message,
    permitsOffline: () => storage.guard.validate(BARCODE, 0).kind === "unknown",
    logged: () => lines.join(""),
  };
}

const unedited = (content: string) => content;
const forged = (content: string) => content.replaceAll('"NOT_FOUND"', '"FORGEDBUT"');

describe("the check of the journal", () => {
  test("says nothing at the gate where the journal is as it was written", async () => {
    const gate = gateWith(unedited);
    await gate.check();
    expect([gate.alarm(), gate.permitsOffline()]).toEqual([undefined, true]);
    expect(gate.logged()).toContain("journalChecked");
  });

  test("[P6] sets an edited one aside: an alarm, and nobody in offline until an operator accepts", async () => {
    const gate = gateWith(forged);
    await gate.check();
    expect(gate.alarm()).toMatch(/set aside as .*gate\.db\.set-aside-.*keep that file.*nobody is let in offline until/);
    expect(gate.permitsOffline()).toBe(false);
    expect(gate.logged()).toMatch(/"entry":1,.*journalBroken/);
    gate.accept();
    expect([gate.alarm(), gate.permitsOffline()]).toEqual([undefined, true]);
  });

  test("[P6] says so where it can't be set aside, and lets nobody in offline either", async () => {
    const gate = gateWith(forged);
    // In the way of the file that would take its place.
    mkdirSync(`${gate.file}.replacement-${new Date(gate.time.wallMs()).toISOString().replace(/[:.]/g, "-")}`);
    await gate.check();
    const isAlarmed = () =>
      expect(gate.alarm()).toMatch(/not as it was written, and could not be set aside: .*start the kiosk again/);
    isAlarmed();
    expect(() => gate.accept()).toThrow("is not set aside");
    isAlarmed();
    expect(gate.permitsOffline()).toBe(false);
  });

  test("raises no alarm about what can't be read just now", async () => {
    const gate = gateWith(unedited);
    await gate.check(join(gate.file, "elsewhere.db"));
    expect([gate.alarm(), gate.permitsOffline()]).toEqual([undefined, true]);
    expect(gate.logged()).toContain("journalNotChecked");
  });
});

describe("the watch over the journal's place", () => {
  test("[P9] makes a journal anew that is removed while the gate scans, with an alarm", async () => {
    const gate = gateWith(unedited);
    gate.watch();
    await gate.time.advance(5_000);
    expect(gate.alarm()).toBeUndefined();
    rmSync(gate.file);
    expect(() => gate.scan()).toThrow(/was removed, replaced or cut short while it was in use/);
    await gate.time.advance(1_000);
    gate.scan();
    expect(gate.alarm()).toMatch(/not in its place\. 0 scans .* were saved.*nobody is let in offline until/);
    expect(gate.alarm()).not.toContain("keep that file");
    expect(gate.logged()).toContain("journalMisplaced");
    gate.end();
  });

  test("[P9] says what is in the way, and takes it back once the journal is in its place again", async () => {
    const gate = gateWith(unedited);
    gate.watch();
    renameSync(dirname(gate.file), `${dirname(gate.file)}-moved`);
    await gate.time.advance(3_000);
    expect(gate.alarm()).toMatch(/could not be made anew: .*directory does not exist.*Nobody is let in until/);
    expect(() => gate.scan()).toThrow(/was removed/);
    renameSync(`${dirname(gate.file)}-moved`, dirname(gate.file));
    await gate.time.advance(1_000);
    gate.scan();
    expect([gate.alarm(), gate.permitsOffline()]).toEqual([undefined, true]);
    gate.end();
  });

  test("ends with the scanner", async () => {
    const gate = gateWith(unedited);
    gate.watch();
    gate.end();
    await gate.time.advance(5_000);
    expect(gate.time.steps).toBe(0);
  });
});
