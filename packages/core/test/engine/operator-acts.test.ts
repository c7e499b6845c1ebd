import { describe, expect, it } from "vitest";
import { LIMITS, StorageError, type StoreCounts } from "../../src/index.js";
import { MemoryStore, scriptedScanner } from "../../src/testing/index.js";
import { TestGate } from "../gate.js";
import { offlineGate, scanIdOf, WORD } from "./exceptional-gate.js";

const actsOf = ({ store }: TestGate) =>
  store.journal().flatMap(({ kind, atMs, data }) => (kind === "operator" ? [{ atMs, ...(data as object) }] : []));

/** A store whose disk can't be read at times. */
class UnreadableStore extends MemoryStore {
  isUnreadable = false;

  override counts(): StoreCounts {
    this.#assertReadable();
    return super.counts();
  }

  override lastEntryAtMs(): number | null {
    this.#assertReadable();
    return super.lastEntryAtMs();
  }

  override unfinished() {
    this.#assertReadable();
    return super.unfinished();
  }

  #assertReadable(): void {
    if (this.isUnreadable) throw new StorageError("failed", "the disk can't be read");
  }
}

describe("what an operator does to the gate", () => {
  it("is in the journal: what, when, where and by which means; but not where nothing changed", async () => {
    const gate = await new TestGate({ lanes: ["1", "2"] }).start();
    const { commands } = gate.scanner;
    const atMs = gate.time.wallMs();
    commands.setDirection("exit", "2", "operator panel");
    commands.setDirection("exit", "2", "operator panel");
    commands.setDirection("exit", undefined, "x".repeat(LIMITS.meansLength + 1));
    await gate.time.advance(1_000);
    expect(commands.reconfigure()).toBe("accepted");
    expect(actsOf(gate)).toEqual([
      { atMs, act: "direction", direction: "exit", lane: "2", means: "operator panel" },
      { atMs, act: "direction", direction: "exit", lane: null, means: "x".repeat(LIMITS.meansLength) },
      { atMs: atMs + 1_000, act: "reconfigure", lane: null, means: "program" },
    ]);
    expect(gate.log.filter(({ event }) => event === "operatorActed")).toHaveLength(3);
  });

  it("is in the journal where it was done: not where it was refused, but in every phase in which a lane may be turned", async () => {
    const gate = new TestGate();
    gate.turn("exit");
    gate.service.weather = { kind: "refused" };
    await gate.start();
    gate.turn("enter");
    expect(gate.scanner.commands.reconfigure()).toBe("notOperating");
    await gate.goOnline();
    await gate.goOffline();
    gate.turn("exit");
    expect(gate.scanner.commands.reconfigure()).toBe("offline");
    expect(() => gate.scanner.commands.setDirection("enter", "west")).toThrow(RangeError);
    expect(actsOf(gate)).toMatchObject([{ direction: "exit" }, { direction: "enter" }, { direction: "exit" }]);
    const stopped = gate.scanner.stop();
    expect(gate.scanner.commands.reconfigure()).toBe("stopped");
    await stopped;
    gate.turn("enter");
  });

  it("is done though the journal can't be written, with an alarm until something is saved", async () => {
    const gate = await new TestGate().start();
    gate.store.failNext("noteAct", "full", 2);
    gate.turn("exit");
    expect(gate.state).toMatchObject({ direction: "exit", lanes: [{ direction: "exit" }] });
    expect(gate.alarmCodes()).toEqual(["STORAGE_FAILED"]);
    expect(gate.scanner.commands.reconfigure()).toBe("accepted");
    expect(gate.state.phase).toBe("configuring");
    await gate.time.settle();
    gate.turn("enter");
    expect(gate.alarmCodes()).toEqual([]);
    expect(actsOf(gate)).toMatchObject([{ direction: "enter" }]);
  });

  it("turns no lane whose readers always mean one direction, and a ticket typed in there goes its way", async () => {
    const { driver, info } = scriptedScanner();
    const reader = { id: "out", lane: "1", direction: "exit", driver, info, settings: {} } as const;
    const gate = await new TestGate({ settings: { readers: [reader] } }).start();
    expect(() => gate.scanner.commands.setDirection("enter", "1")).toThrow("always mean one direction");
    void gate.scanner.commands.scan("T1");
    await gate.time.advance(1_000);
    expect(gate.verdicts).toMatchObject([{ direction: "exit" }]);
    expect(actsOf(gate)).toEqual([]);
  });
});

describe("a disk that can't be read just then", () => {
  it("is no error for the operator whose command was done, and the alarms follow once it can", async () => {
    const store = new UnreadableStore();
    const gate = await offlineGate({}, { store });
    const permitted = scanIdOf(await gate.read("T1", 10_000));
    const malformed = scanIdOf(await gate.read("T2", 10_000));
    store.quarantine(malformed, gate.time.wallMs());
    await gate.read("T3", 10_000);
    expect(gate.alarmCodes()).toEqual(["QUARANTINE"]);

    store.isUnreadable = true;
    gate.scanner.commands.requeue(malformed);
    expect(gate.scanner.commands.annul(permitted, WORD)).toBe("withdrawn");
    expect(gate.alarmCodes()).toEqual(["QUARANTINE", "STORAGE_FAILED"]);
    store.isUnreadable = false;
    gate.turn("exit");
    expect(gate.state).toMatchObject({ quarantined: 0, pendingUploads: 2, alarms: [] });
  });

  it("[P9] keeps no gate from starting: it says so, and what was begun is settled at a later start", async () => {
    const store = new UnreadableStore();
    store.isUnreadable = true;
    const gate = new TestGate({ store });
    await gate.start();
    expect(gate.alarmCodes()).toEqual(["STORAGE_FAILED"]);
    expect(gate.state.phase).toBe("operating");
  });
});
