import { Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import type { ScanId } from "../../src/index.js";
import { MemoryStore } from "../../src/testing/index.js";
import { TestGate } from "../gate.js";
import { came, offlineGate, scanIdOf, WORD } from "./exceptional-gate.js";

describe("an annulled permit", () => {
  it("[P14] that was not uploaded is withdrawn: never uploaded, and the ticket is where it was before", async () => {
    const gate = await offlineGate();
    const scanId = scanIdOf(await gate.read("T1", 100));
    gate.output.turn(false);
    expect(gate.state.pendingUploads).toBe(0);
    expect(await gate.read("T1", 10_000)).toMatchObject({ decision: "permit", repeated: false });
    await gate.goOnline();
    expect(gate.service.uploaded).toHaveLength(1);
    expect(gate.store.decided(scanId)?.state).toBe("annulled");
    expect(gate.store.journal().find(({ kind }) => kind === "annulled")?.data).toEqual({ by: "gate", withdrawn: true });
  });

  it("[P14] is nothing new for the gate that was gone through", async () => {
    const gate = await offlineGate();
    await gate.read("T1", 10_000);
    gate.output.turn(true);
    expect(gate.state.pendingUploads).toBe(1);
    expect(await gate.reads("T1")).toEqual(["ALREADY_ENTERED"]);
  });

  it("[P14] that the service gave or has taken is noted, and the ledger stays", async () => {
    const gate = await new TestGate().start();
    const online = scanIdOf(await gate.read("T1", 10_000));
    await gate.goOffline();
    const offline = scanIdOf(await gate.read("T2", 10_000));
    await gate.goOnline();
    for (const scanId of [online, offline]) expect(gate.scanner.commands.annul(scanId, WORD)).toBe("noted");
    await gate.goOffline();
    expect(await gate.reads("T1", "T2")).toEqual(["ALREADY_ENTERED", "ALREADY_ENTERED"]);
    expect(gate.service.uploaded).toHaveLength(1);
  });

  it("[P14] is refused to the operator while its upload is in flight, and then noted", async () => {
    const gate = await offlineGate();
    const scanId = scanIdOf(await gate.read("T1", 10_000));
    await gate.beginUpload();
    expect(await came(() => gate.scanner.commands.annul(scanId, WORD))).toBe("inFlight");
    await gate.time.advance(2_000);
    expect(gate.scanner.commands.annul(scanId, WORD)).toBe("noted");
  });

  for (const [how, becomes] of [
    ["OKAY", "uploaded and noted"],
    ["GENERAL_ERROR", "withdrawn"],
  ] as const) {
    it(`[P14] whose gate did not turn while it was in flight is ${becomes} once the answer (${how}) is there`, async () => {
      const gate = await offlineGate();
      const scanId = scanIdOf(await gate.read("T1", 10_000));
      gate.service.uploadWeather = { kind: "status", status: how };
      await gate.beginUpload();
      gate.output.turn(false);
      expect(gate.store.decided(scanId)?.state).toBe("pending");
      await gate.time.advance(60_000);
      const told = gate.store.journal().find(({ kind }) => kind === "annulled");
      expect(told?.data).toEqual({ by: "gate", withdrawn: becomes === "withdrawn" });
      expect(gate.service.uploads).toHaveLength(1);
    });
  }

  it("[P14] whose gate did not turn while it was in flight is withdrawn before the scanner has stopped", async () => {
    const gate = await offlineGate();
    const scanId = scanIdOf(await gate.read("T1", 10_000));
    await gate.beginUpload();
    gate.output.turn(false);
    await gate.scanner.stop();
    expect(gate.store.reopen().decided(scanId)?.state).toBe("annulled");
  });

  it("[P14] gives its place in the allowance for unknown tickets back", async () => {
    const gate = await offlineGate({ unknownTickets: { max: 1 } });
    expect(await gate.reads("X1", "X2")).toEqual(["OKAY", "NOT_FOUND"]);
    gate.output.turn(false);
    expect(gate.alarmCodes()).toEqual([]);
    expect(await gate.reads("X2")).toEqual(["OKAY"]);
  });

  it("[P14] is annulled once; a denial, nonsense, or a word without a role is refused", async () => {
    const gate = await offlineGate();
    const permitted = scanIdOf(await gate.read("T1", 10_000));
    const denied = scanIdOf(await gate.read("X1", 10_000));
    const { commands } = gate.scanner;
    expect(commands.annul(permitted, WORD)).toBe("withdrawn");
    expect(await came(() => commands.annul(permitted, WORD))).toBe("annulled");
    expect(await came(() => commands.annul(denied, WORD))).toBe("notPermitted");
    expect(await came(() => commands.annul("nonsense", WORD))).toBe("unknownScan");
    expect(await came(() => commands.annul(permitted, { role: "", reason: "r" }))).toBeInstanceOf(RangeError);
    gate.output.turn(false);
    gate.output.passages$.next({ scanId: "nonsense", passed: false });
    const ignored = gate.log.filter(({ event }) => event === "passageIgnored").map(({ data }) => data["code"]);
    expect(ignored).toEqual(["annulled", "unknownScan"]);
  });

  it("[P9] that can't be saved stands, with an alarm", async () => {
    const gate = await offlineGate();
    await gate.read("T1", 10_000);
    gate.store.failNext("annul", "full");
    gate.output.turn(false);
    expect(gate.state.pendingUploads).toBe(1);
    expect(gate.alarmCodes()).toEqual(["STORAGE_FAILED"]);
  });

  it("[P14] is annulled once, though two lanes share the gate that told of it; and nothing is heard after the stop", async () => {
    const store = new MemoryStore();
    const passages$ = new Subject<{ scanId: ScanId; passed: boolean }>();
    const output = { permit: () => undefined, deny: () => undefined, passages$ };
    const gate = await offlineGate(
      { outputs: ["1", "2"].map((lane) => ({ lane, output })) },
      { store, lanes: ["1", "2"] },
    );
    const scanId = scanIdOf(await gate.read("T1", 10_000));
    passages$.next({ scanId, passed: false });
    expect(gate.log.filter(({ event }) => event === "passageIgnored")).toEqual([]);
    expect(store.decided(scanId)?.state).toBe("annulled");
    await gate.scanner.stop();
    expect(passages$.observed).toBe(false);
  });
});
