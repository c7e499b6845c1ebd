import { describe, expect, it } from "vitest";
import { StorageError, type ScannerDriver, type StoreCounts } from "../../src/index.js";
import { MemoryStore, scriptedScanner, VirtualTime } from "../../src/testing/index.js";
import { TestGate } from "../gate.js";

/** A disk that can't be read for a while. */
class UnreadableStore extends MemoryStore {
  unreadable = false;

  override counts(): StoreCounts {
    if (this.unreadable) throw new StorageError("failed", "the disk can't be read");
    return super.counts();
  }
}

describe("a disk that can't be read", () => {
  it("[P9] raises an alarm and takes nothing down: the lane reads on, and the uploads go when it is well again", async () => {
    const store = new UnreadableStore();
    const gate = await new TestGate({ store }).start();
    gate.service.weather = { kind: "refused" };
    store.unreadable = true;
    await gate.read("T1", 10_000);
    await gate.read("T2", 10_000);
    expect(gate.verdicts.map(({ token }) => token)).toHaveLength(2);
    expect(gate.opened).toHaveLength(2);
    expect(gate.alarmCodes()).toContain("STORAGE_FAILED");
    store.unreadable = false;
    gate.service.weather = { kind: "fair" };
    await gate.time.advance(120_000);
    expect(gate.state).toMatchObject({ connectivity: "online", pendingUploads: 0 });
    expect(gate.service.uploaded).toHaveLength(2);
  });
});

describe("a reader that is lost", () => {
  it("[P11] stays an alarm while it is looked for, however long an attempt to open it takes", async () => {
    const scanner = scriptedScanner();
    const time = new VirtualTime();
    const driver: ScannerDriver = {
      kind: "slow",
      list: () => scanner.driver.list(),
      open: async (info, settings) => {
        await new Promise<void>((resolve) => void time.after(1_000, resolve));
        return scanner.driver.open(info, settings);
      },
    };
    const readers = [{ id: "r", lane: "1", driver, info: scanner.info, settings: {} }];
    const slow = new TestGate({ time, lanes: [], settings: { readers } });
    await slow.start();
    expect(slow.alarmCodes()).toEqual([]);
    await time.advance(1_000);
    scanner.lose();
    for (let second = 0; second < 60; second++) {
      await time.advance(500);
      expect(slow.alarmCodes()).toEqual(["READER_LOST"]);
    }
    scanner.comeBack();
    await time.advance(10_000);
    expect(slow.alarmCodes()).toEqual([]);
  });

  it("[P11] comes back also where its driver never says that the lost one is closed", async () => {
    const scanner = scriptedScanner();
    const driver: ScannerDriver = {
      kind: "stuck",
      list: () => scanner.driver.list(),
      open: async (info, settings) => ({
        ...(await scanner.driver.open(info, settings)),
        close: () => new Promise(() => undefined),
      }),
    };
    const readers = [{ id: "r", lane: "1", driver, info: scanner.info, settings: {} }];
    const gate = await new TestGate({ lanes: [], settings: { readers } }).start();
    scanner.lose();
    scanner.comeBack();
    await gate.time.advance(10_000);
    expect(gate.state.readers).toMatchObject([{ status: "open" }]);
    scanner.emit("T1");
    await gate.time.settle();
    expect(gate.verdicts).toMatchObject([{ status: "OKAY" }]);
  });
});
