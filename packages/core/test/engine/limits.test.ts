import { describe, expect, it } from "vitest";
import type { Reply, Scan, ScannerDriver, TicketPlace } from "../../src/index.js";
import { LIMITS } from "../../src/index.js";
import { MemoryTicketService, scriptedScanner, VirtualTime } from "../../src/testing/index.js";
import { gateWithQueue, TestGate } from "../gate.js";

const tickets = (count: number) => Array.from({ length: count }, (_, index) => `N${index}`);

/** A service that answers the first ask slowly, and does not let go of any other when it is told to. */
class Clinging extends MemoryTicketService {
  readonly #clock: VirtualTime;
  readonly #firstMs: number;

  constructor(time: VirtualTime, firstMs: number) {
    super(time, ["T1", "T2"]);
    this.#clock = time;
    this.#firstMs = firstMs;
  }

  override ask(scan: Scan, signal: AbortSignal): Promise<Reply<readonly TicketPlace[]>> {
    if (scan.barcode.token !== "T1") return new Promise(() => undefined);
    return new Promise((resolve) => void this.#clock.after(this.#firstMs, () => resolve(super.ask(scan, signal))));
  }
}

describe("at the limit", () => {
  it("tokenLength: a token of that length is a ticket, a longer one is noise, and typed in an error", async () => {
    const longest = "9".repeat(LIMITS.tokenLength);
    const gate = await new TestGate({ tickets: [longest] }).start();
    expect(await gate.read(longest, 5_000)).toMatchObject({ status: "OKAY" });
    expect(await gate.read(`${longest}9`, 5_000)).toBeUndefined();
    await expect(gate.scanner.commands.scan(`${longest}9`)).rejects.toThrow(RangeError);
    expect(await gate.read(`\r\n${longest}\r\n`)).toMatchObject({ status: "ALREADY_ENTERED" });
  });

  it("staleReadMs: who has waited as long is asked about, who has waited longer must scan again", async () => {
    for (const [waitedMs, status] of [
      [LIMITS.staleReadMs, "OKAY"],
      [LIMITS.staleReadMs + 1, "SCAN_AGAIN"],
    ] as const) {
      const gate = await new TestGate().start();
      gate.service.weather = { kind: "fair", delayMs: waitedMs };
      gate.scanners[0]?.emit("T1");
      gate.scanners[0]?.emit("T2");
      await gate.time.advance(waitedMs);
      gate.service.weather = { kind: "fair" };
      await gate.time.advance(5_000);
      expect(gate.verdicts.map((verdict) => verdict.status).at(1)).toBe(status);
    }
  });

  it("[P13] stalePermitMs: a permit that comes later is shown, with an alarm, and opens nothing", async () => {
    const givenUpMs = 3_000 + LIMITS.abortGraceMs;
    const longestMs = LIMITS.stalePermitMs - givenUpMs;
    for (const [waitedMs, opened] of [
      [longestMs, ["T1", "T2"]],
      [longestMs + 1, ["T1"]],
    ] as const) {
      const time = new VirtualTime();
      const gate = await new TestGate({ time, service: new Clinging(time, waitedMs) }).start();
      gate.scanners[0]?.emit("T1");
      gate.scanners[0]?.emit("T2");
      await time.advance(60_000);
      expect(gate.verdicts[1]).toMatchObject({ decision: "permit", elapsedMs: waitedMs + givenUpMs });
      expect(gate.opened.map(({ scan }) => scan.barcode.token)).toEqual(opened);
      expect(gate.scanners[0]?.cues).toHaveLength(opened.length);
      expect(gate.alarmCodes()).toEqual(opened.length === 2 ? [] : ["STALE_PERMIT"]);
    }
  });

  it("uploadBatch: one scan more than a batch holds makes a second upload", async () => {
    const gate = await gateWithQueue(tickets(LIMITS.uploadBatch + 1));
    await gate.goOnline();
    expect(gate.service.uploads.map((scans) => scans.length)).toEqual([LIMITS.uploadBatch, 1]);
    expect(gate.service.uploaded.map(({ barcode }) => barcode.token)).toEqual(tickets(LIMITS.uploadBatch + 1));
  });

  it("[P5] loneRefusals: one fewer in a row are malformed scans, as many are a malformed format", async () => {
    for (const [count, alarm] of [
      [LIMITS.loneRefusals - 1, "QUARANTINE"],
      [LIMITS.loneRefusals, "UPLOAD_FORMAT_REFUSED"],
    ] as const) {
      const gate = await gateWithQueue(tickets(count));
      for (const token of tickets(count)) gate.service.malformed.add(token);
      await gate.goOnline();
      expect(gate.alarmCodes()).toEqual([alarm]);
      expect(gate.state.pendingUploads + gate.state.quarantined).toBe(count);
    }
  });

  it("[P5] loneRefusals: in a row means that one that is taken in between begins the count anew", async () => {
    const tokens = tickets(16);
    const gate = await gateWithQueue(tokens);
    for (const token of tokens.filter((_, index) => index !== 7)) gate.service.malformed.add(token);
    await gate.goOnline();
    expect(gate.service.uploaded.map(({ barcode }) => barcode.token)).toEqual(["N7"]);
    expect(gate.alarmCodes()).toEqual(["QUARANTINE", "UPLOAD_FORMAT_REFUSED"]);
    expect(gate.state).toMatchObject({ pendingUploads: 8, quarantined: 7 });
  });

  it("uploadPatienceMs: an upload waits as long for busy lanes, and then goes ahead", async () => {
    const gate = await gateWithQueue(["T1", "T2"]);
    gate.service.uploadWeather = { kind: "status", status: "GENERAL_ERROR" };
    gate.service.weather = { kind: "fair" };
    await gate.until(() => gate.service.uploads.length === 1);
    await gate.time.advance(10);

    gate.service.weather = { kind: "fair", delayMs: 2_900 };
    gate.scanners[0]?.emit("T1");
    gate.scanner.commands.uploadNow();
    await gate.time.advance(LIMITS.uploadPatienceMs - 1);
    expect(gate.service.uploads).toHaveLength(1);
    await gate.time.advance(20);
    expect(gate.service.uploads).toHaveLength(2);
    expect(gate.verdicts).toHaveLength(2);
  });

  it("retryAfterMs: a service that wants to be left alone for an hour is asked again after this", async () => {
    const gate = await gateWithQueue(["T1"]);
    const reply = { kind: "unintelligible", reason: "httpStatus", httpStatus: 429, retryAfterMs: 3_600_000 } as const;
    gate.service.uploadWeather = { kind: "reply", reply };
    await gate.goOnline();
    expect(gate.service.uploads).toHaveLength(1);
    await gate.time.advance(LIMITS.retryAfterMs - 60_000);
    expect(gate.service.uploads).toHaveLength(1);
    await gate.time.advance(60_000);
    expect(gate.service.uploads).toHaveLength(2);
  });

  it("openReaderMs: a scanner whose opening never returns is lost, and says what to do, until it is open after all", async () => {
    const { driver, info } = scriptedScanner();
    let opens = () => {};
    const slow = new Promise<void>((resolve) => (opens = resolve));
    const open: ScannerDriver["open"] = async (...wanted) => {
      await slow;
      return driver.open(...wanted);
    };
    const readers = [{ id: "r", lane: "1", driver: { ...driver, open }, info, settings: {} }];
    const gate = await new TestGate({ lanes: [], settings: { readers } }).start();
    await gate.time.advance(LIMITS.openReaderMs - 1);
    expect([gate.state.readers, gate.alarmCodes()]).toEqual([[{ id: "r", lane: "1", status: "opening" }], []]);
    await gate.time.advance(1);
    const reason = expect.stringContaining("not open after 10 s: draw its plug") as string;
    expect(gate.state.readers).toEqual([{ id: "r", lane: "1", status: "opening", reason }]);
    expect(gate.state.alarms).toEqual([{ code: "READER_LOST", message: reason }]);
    opens();
    await gate.time.settle();
    expect([gate.state.readers, gate.alarmCodes()]).toEqual([[{ id: "r", lane: "1", status: "open" }], []]);
  });

  it("closeReadersMs: a scanner that can't be closed does not hold up the end for longer", async () => {
    const scripted = scriptedScanner();
    const driver: ScannerDriver = {
      kind: "stuck",
      list: () => scripted.driver.list(),
      open: async (info, settings) => ({
        ...(await scripted.driver.open(info, settings)),
        close: () => new Promise(() => undefined),
      }),
    };
    const readers = [{ id: "r", lane: "1", driver, info: scripted.info, settings: {} }];
    const gate = await new TestGate({ lanes: [], settings: { readers } }).start();
    let stopped = false;
    void gate.scanner.stop().then(() => (stopped = true));
    await gate.time.advance(LIMITS.closeReadersMs - 1);
    expect(stopped).toBe(false);
    await gate.time.advance(1);
    expect(stopped).toBe(true);
  });

  it("[P12] clockSkewMs: as much is a clock like any other, more is plainly wrong", async () => {
    for (const [aheadMs, alarms] of [
      [LIMITS.clockSkewMs, []],
      [-LIMITS.clockSkewMs, []],
      [LIMITS.clockSkewMs + 1, ["CLOCK_WRONG"]],
      [-LIMITS.clockSkewMs - 1, ["CLOCK_WRONG"]],
    ] as const) {
      const gate = await new TestGate().start();
      gate.service.weather = {
        kind: "says",
        says: () => {
          const serviceTimeMs = gate.time.wallMs() + aheadMs;
          return { kind: "answered", status: "NOT_FOUND", message: "", value: null, serviceTimeMs };
        },
      };
      await gate.read("T1");
      expect(gate.alarmCodes()).toEqual(alarms);
    }
  });
});
