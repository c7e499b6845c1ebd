import { Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { createScanner, DEFAULT_TIMINGS, LIMITS, type ReaderSettings, type ScannerDriver } from "../../src/index.js";
import {
  MemoryStore,
  MemoryTicketService,
  SeededRandom,
  VirtualTime,
  type ScriptedBus,
} from "../../src/testing/index.js";
import { DEVICE } from "../gate.js";
import { AutoGate, scannerOf } from "./auto-gate.js";

const ID = "0c2e:0b81:S1";
const wrongMode = { code: "wrongMode", message: "set it to USB HID POS" } as const;

describe("scanners that are found", () => {
  it("are readers from the start, with their make", async () => {
    const auto = new AutoGate();
    auto.bus.plug("1-1", scannerOf("S1"));
    auto.bus.plug("1-2", scannerOf("S2"));
    await auto.start();
    expect(auto.readers).toEqual([
      { id: ID, lane: "1", status: "open", model: "Voyager" },
      { id: "0c2e:0b81:S2", lane: "1", status: "open", model: "Voyager" },
    ]);
    expect(await auto.scan("1-2")).toEqual(["0c2e:0b81:S2"]);
    expect(auto.gate.alarmCodes()).toEqual([]);
  });

  it("are found while the gate runs: within a look, or at once where attach events tell of them", async () => {
    const polled = await new AutoGate().start();
    await polled.time.advance(60_000);
    polled.bus.plug("1-1", scannerOf("S1"));
    await polled.time.advance(DEFAULT_TIMINGS.readerLookMs);
    expect(polled.reader(ID)?.status).toBe("open");

    const watched = await new AutoGate({ changes$: "bus" }).start();
    await watched.time.advance(60_000);
    watched.bus.plug("1-1", scannerOf("S1"));
    await watched.time.settle();
    expect(watched.reader(ID)?.status).toBe("open");
  });

  it("are found too where attach events tell of nothing any more", async () => {
    const changes$ = new Subject<void>();
    const auto = await new AutoGate({ changes$ }).start();
    await auto.time.advance(60_000);
    auto.bus.plug("1-1", scannerOf("S1"));
    await auto.time.advance(DEFAULT_TIMINGS.readerLookWatchedMs);
    expect(auto.reader(ID)?.status).toBe("open");
    changes$.error(new Error("the library gave up"));
    await auto.time.advance(60_000);
    auto.bus.plug("1-2", scannerOf("S2"));
    await auto.time.advance(DEFAULT_TIMINGS.readerLookMs);
    expect(auto.readers).toHaveLength(2);
  });

  it("[P11] stay readers when they go, lost until they are back under the same name", async () => {
    const auto = new AutoGate();
    auto.bus.plug("1-1", scannerOf("S1"));
    await auto.start();
    const device = auto.bus.unplug("1-1");
    await auto.time.advance(60_000);
    expect(auto.reader(ID)).toMatchObject({ status: "backingOff", reason: expect.stringContaining(`${ID} is gone`) });
    expect(auto.gate.alarmCodes()).toEqual(["READER_LOST"]);
    auto.bus.plug("1-4", device);
    await auto.time.advance(DEFAULT_TIMINGS.readerLookMs);
    expect(auto.readers).toEqual([{ id: ID, lane: "1", status: "open", model: "Voyager" }]);
    expect(await auto.scan("1-4")).toEqual([ID]);
    expect(auto.gate.alarmCodes()).toEqual([]);
  });

  it("show why they can't be read, and are read as soon as they can", async () => {
    const auto = new AutoGate();
    auto.bus.plug("1-1", scannerOf("S1", { interfaces: { hid: wrongMode } }));
    await auto.start();
    expect(auto.readers).toEqual([
      { id: ID, lane: "1", status: "backingOff", reason: wrongMode.message, model: "Voyager" },
    ]);
    expect(auto.gate.state.alarms).toMatchObject([{ code: "READER_LOST", message: `${ID}: ${wrongMode.message}` }]);
    auto.bus.unplug("1-1");
    auto.bus.plug("1-1", scannerOf("S1"));
    await auto.time.advance(DEFAULT_TIMINGS.readerLookMs);
    expect(auto.reader(ID)?.status).toBe("open");
  });

  it("that could not be read are not missed when they go", async () => {
    const auto = new AutoGate();
    auto.bus.plug("1-1", scannerOf("S1", { interfaces: { hid: wrongMode } }));
    await auto.start();
    auto.bus.unplug("1-1");
    await auto.time.advance(60_000);
    expect(auto.readers.map(({ id }) => id)).toEqual(["auto"]);
  });

  it("that are set to another mode are one reader, not one that is lost and one that is new", async () => {
    const auto = new AutoGate();
    auto.bus.plug("1-1", scannerOf("S1", { interfaces: { keyboard: undefined } }));
    await auto.start();
    expect(await auto.scan("1-1")).toEqual([ID]);
    auto.bus.unplug("1-1");
    await auto.time.advance(60_000);
    expect(auto.gate.alarmCodes()).toEqual(["READER_LOST"]);
    auto.bus.plug("1-1", scannerOf("S1", { productId: 0x0b87 }));
    await auto.time.advance(60_000);
    expect(auto.readers.map(({ id, status }) => [id, status])).toEqual([["0c2e:0b87:S1", "open"]]);
    expect(auto.gate.alarmCodes()).toEqual([]);
  });

  it("are nobody's keyboard, and nothing that a reader names", async () => {
    const { model: _, ...keyboard } = scannerOf("K1");
    const named = (bus: ScriptedBus): ReaderSettings[] => [
      { id: "named", lane: "2", driver: bus.driver("hid"), info: { port: "1-2" }, settings: {} },
    ];
    const auto = new AutoGate({ named });
    auto.bus.plug("1-1", keyboard);
    auto.bus.plug("1-2", scannerOf("S2"));
    await auto.start();
    await auto.time.advance(60_000);
    expect(auto.readers.map(({ id, lane, status }) => [id, lane, status])).toEqual([
      ["named", "2", "open"],
      ["auto", "1", "backingOff"],
    ]);
    expect(await auto.scan("1-1")).toEqual([]);
    expect(await auto.scan("1-2")).toEqual(["named"]);
  });

  it("that there are none is told, with what was seen and not recognised", async () => {
    const auto = await new AutoGate({ lane: "north" }).start();
    expect(auto.readers).toEqual([
      {
        id: "auto",
        lane: "north",
        status: "backingOff",
        reason: expect.stringMatching(/^no scanner found: plug one in/),
      },
    ]);
    expect(auto.gate.alarmCodes()).toEqual(["READER_LOST"]);
    const { model: _, ...unknown } = scannerOf("K1");
    auto.bus.plug("1-1", unknown);
    await auto.time.advance(DEFAULT_TIMINGS.readerLookMs);
    expect(auto.readers[0]?.reason).toContain("there are /scripted/hid0, /scripted/keyboard0");
    await auto.gate.scanner.stop();
    expect(auto.readers).toEqual([{ id: "auto", lane: "north", status: "closed" }]);
    expect(auto.time.waiting).toBe(0);
  });

  it("that there are none is told with what stands in the way, as long as there are none", async () => {
    const lacks = ["this machine has no USB bus"];
    let asked = 0;
    const obstacles = async () => {
      asked += 1;
      return lacks;
    };
    const auto = await new AutoGate({ obstacles }).start();
    expect(auto.readers[0]?.reason).toMatch(/^no scanner found: .*; this machine has no USB bus$/);
    auto.bus.plug("1-1", scannerOf("S1"));
    await auto.time.advance(60_000);
    expect(auto.readers.map(({ status }) => status)).toEqual(["open"]);
    const askedSoFar = asked;
    await auto.time.advance(60_000);
    expect(asked).toBe(askedSoFar);
  });

  it("give the gate its lane, also for tickets typed in", async () => {
    const auto = await new AutoGate({ lane: "north" }).start();
    expect((await auto.gate.scanner.commands.scan("T1")).lane).toBe("north");
  });

  it("have one source: a second one is a mistake", () => {
    const source = { id: "auto", lane: "1", drivers: [] };
    const time = new VirtualTime();
    const build = () =>
      createScanner({
        service: new MemoryTicketService(time, []),
        store: new MemoryStore(),
        validators: [],
        time,
        random: new SeededRandom(1),
        settings: { device: DEVICE, readers: [source, { ...source, id: "other" }] },
      });
    expect(build).toThrow("name it once");
  });
});

describe("at the limit", () => {
  it("of readers, a further scanner is left out and told of once; where one is gone, it makes room", async () => {
    const auto = await new AutoGate().start();
    const ports = Array.from({ length: LIMITS.autoReaders }, (_, index) => `1-${index}`);
    for (const port of ports) auto.bus.plug(port, scannerOf(`S${port}`));
    await auto.time.advance(60_000);
    auto.bus.plug("2-1", scannerOf("LATE"));
    await auto.time.advance(60_000);
    expect(auto.readers).toHaveLength(LIMITS.autoReaders);
    expect(auto.gate.log.filter(({ event }) => event === "readerLeftOut")).toMatchObject([
      { level: "warn", data: { reader: "0c2e:0b81:LATE" } },
    ]);
    for (const port of ["1-3", "1-5"]) {
      auto.bus.unplug(port);
      await auto.time.advance(60_000);
    }
    const ids = auto.readers.map(({ id }) => id);
    expect(ids).not.toContain("0c2e:0b81:S1-3");
    expect(ids).toContain("0c2e:0b81:S1-5");
    expect(auto.reader("0c2e:0b81:LATE")?.status).toBe("open");
    expect(auto.readers).toHaveLength(LIMITS.autoReaders);
  });

  it("[P11] of a driver's patience, the scanners of the others are found, and its own stay", async () => {
    const lists: { hid: ScannerDriver["list"] | null } = { hid: null };
    const driversOf = (bus: ScriptedBus): ScannerDriver[] => {
      const [hid, keyboard] = [bus.driver("hid"), bus.driver("keyboard")];
      const failing = { ...keyboard, list: () => Promise.reject(new Error("against the contract")) };
      return [{ ...hid, list: () => lists.hid?.() ?? hid.list() }, failing, bus.driver("serial")];
    };
    const obstacles = () => Promise.reject(new Error("against the contract too"));
    const auto = new AutoGate({ driversOf, obstacles });
    auto.bus.plug("1-1", scannerOf("S1"));
    await auto.start();
    lists.hid = () => new Promise(() => undefined);
    auto.bus.plug("1-2", scannerOf("S2", { interfaces: { serial: undefined } }));
    await auto.time.advance(DEFAULT_TIMINGS.readerLookMs + LIMITS.lookForScannersMs);
    expect(auto.readers.map(({ id, status }) => [id, status])).toEqual([
      [ID, "open"],
      ["0c2e:0b81:S2", "open"],
    ]);
    expect(auto.gate.log.filter(({ event }) => event === "readerFailed").map(({ data }) => data["error"])).toEqual(
      expect.arrayContaining(["against the contract", "against the contract too"]),
    );
    await auto.gate.scanner.stop();
    await auto.time.advance(LIMITS.lookForScannersMs);
    expect(auto.time.waiting).toBe(0);
  });
});
