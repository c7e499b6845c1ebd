import { describe, expect, it } from "vitest";
import { LIMITS, ScannerStopped } from "../../src/index.js";
import { TestGate } from "../gate.js";
import { came, offlineGate, scanIdOf, WORD } from "./exceptional-gate.js";

describe("an operator's override", () => {
  it("[P14] of a denial is a permit of its own kind: it opens the gate, moves the ledger and is uploaded", async () => {
    const gate = await offlineGate();
    const denied = scanIdOf(await gate.read("X1", 10_000));
    const verdict = await gate.scanner.commands.override(denied, { ...WORD, role: " Supervisor " });
    expect(verdict).toMatchObject({
      decision: "permit",
      source: "operator",
      exception: { kind: "overridden" },
      message: "Okay: let in by the operator (Supervisor)",
    });
    expect(gate.opened.map(({ scanId }) => scanId)).toEqual([verdict.scanId]);
    expect(gate.store.decided(verdict.scanId)?.decision.exception).toEqual({
      kind: "overridden",
      scanId: denied,
      ...WORD,
    });
    await gate.time.advance(10_000);
    const again = await gate.read("X1", 10_000);
    expect(again).toMatchObject({ decision: "deny", status: "NOT_FOUND" });
    await gate.goOnline();
    expect(gate.service.uploaded.map(({ barcode }) => barcode.token)).toEqual(["X1"]);
    expect(gate.service.uploaded[0]?.scanTimeMs).toBe(verdict.scanTimeMs);
  });

  it("[P14] is made online too, against the service's own word, and [P6] the ledger forgets it no more than any permit", async () => {
    const gate = await new TestGate().start();
    gate.service.uploadWeather = { kind: "status", status: "GENERAL_ERROR" };
    gate.service.weather = { kind: "status", status: "EVENT_RESTRICTION" };
    const denied = scanIdOf(await gate.read("T1", 10_000));
    expect(await gate.scanner.commands.override(denied, WORD)).toMatchObject({ decision: "permit" });
    gate.service.weather = { kind: "fair" };
    await gate.time.advance(10_000);
    expect(await gate.reads("T1")).toEqual(["ALREADY_ENTERED"]);
    gate.service.weather = { kind: "refused" };
    expect(await gate.reads("T1")).toEqual(["ALREADY_ENTERED"]);
  });

  it("[P14] is made once, of a denial, with role and reason; everything else is refused and nothing happens", async () => {
    const gate = await offlineGate();
    const permitted = scanIdOf(await gate.read("T1", 10_000));
    const denied = scanIdOf(await gate.read("X1", 10_000));
    const { commands } = gate.scanner;
    const both = [commands.override(denied, WORD), came(() => commands.override(denied, WORD))];
    expect(await both[1]).toBe("overridden");
    await both[0];
    expect(await came(() => commands.override(denied, WORD))).toBe("overridden");
    expect(await came(() => commands.override(permitted, WORD))).toBe("notDenied");
    expect(await came(() => commands.override("nonsense", WORD))).toBe("unknownScan");
    const journal = gate.store.journal().length;
    const other = scanIdOf(await gate.read("X2", 10_000));
    for (const word of [
      { role: "  ", reason: "r" },
      { role: "r", reason: "" },
      { role: "r".repeat(LIMITS.roleLength + 1), reason: "r" },
      { role: "r", reason: "r".repeat(LIMITS.reasonLength + 1) },
      { ...WORD, lane: "nowhere" },
    ])
      expect(await came(() => commands.override(other, word))).toBeInstanceOf(RangeError);
    expect(gate.store.journal()).toHaveLength(journal + 1);
    expect(gate.opened).toHaveLength(2);
  });

  it("[P1] is refused before the device is configured, and after it was stopped", async () => {
    const gate = await offlineGate();
    const denied = scanIdOf(await gate.read("X1", 10_000));
    const store = gate.store.reopen();
    await gate.scanner.stop();
    const again = await new TestGate({ store, service: gate.service, time: gate.time }).start();
    expect(await came(() => again.scanner.commands.override(denied, WORD))).toBe("notOperating");
    gate.service.weather = { kind: "fair" };
    await again.time.advance(60_000);
    expect(await again.scanner.commands.override(denied, WORD)).toMatchObject({ decision: "permit" });
    const stopping = again.scanner.stop();
    expect(await came(() => again.scanner.commands.override(denied, WORD))).toBeInstanceOf(ScannerStopped);
    await stopping;
  });

  it("[P7] of a ticket in doubt lets it in, and the doubt stays until its upload tells", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: true };
    const denied = await gate.read("X1", 5_000);
    expect(denied).toMatchObject({ decision: "deny", inDoubt: true });
    expect(await gate.scanner.commands.override(scanIdOf(denied), WORD)).toMatchObject({
      decision: "permit",
      inDoubt: false,
    });
    expect(gate.state.inDoubt).toBe(1);
  });

  it("[P9] that can't be saved lets nobody in", async () => {
    const gate = await offlineGate();
    const denied = scanIdOf(await gate.read("X1", 10_000));
    gate.store.failNext("commit", "full");
    expect(await gate.scanner.commands.override(denied, WORD)).toMatchObject({
      decision: "deny",
      status: "STORAGE_FAILED",
      saved: false,
    });
    expect(gate.opened).toEqual([]);
    expect(await gate.scanner.commands.override(denied, WORD)).toMatchObject({ decision: "permit" });
  });

  it("[P13] waits its turn behind the scan in hand, and opens after it was kept", async () => {
    const gate = await new TestGate().start();
    const denied = scanIdOf(await gate.read("X1", 10_000));
    gate.service.weather = { kind: "silent", processes: false };
    gate.scanners[0]?.emit("T1");
    const overridden = gate.scanner.commands.override(denied, WORD);
    await gate.time.advance(2_900);
    expect(gate.opened).toEqual([]);
    await gate.time.advance(200);
    expect(await overridden).toMatchObject({ decision: "permit" });
    expect(gate.opened.map(({ scan }) => scan.barcode.token)).toEqual(["T1", "X1"]);
  });

  it("[P14] opens the gate of the lane that the operator names", async () => {
    const gate = await offlineGate({}, { lanes: ["1", "2"] });
    const denied = scanIdOf(await gate.read("X1", 10_000));
    expect(await gate.scanner.commands.override(denied, { ...WORD, lane: "2" })).toMatchObject({ lane: "2" });
  });
});
