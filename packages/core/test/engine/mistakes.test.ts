import { EMPTY, NEVER, of, Subject, type Observer } from "rxjs";
import { describe, expect, it } from "vitest";
import type {
  Frame,
  GateOutput,
  OfflineValidator,
  Passage,
  Scanner,
  ScannerDriver,
  TicketService,
} from "../../src/index.js";
import { frameOf, MemoryStore, MemoryTicketService, scriptedScanner, VirtualTime } from "../../src/testing/index.js";
import { TestGate } from "../gate.js";

// Parts as somebody may write them who does not know their ports well, or writes no TypeScript. An error that nobody catches, or a
// rejection that nobody hears, fails these tests by itself: in an app it ends the process.

const boom = () => {
  throw new Error("boom");
};
const rejecting = async () => boom();

function told(gate: TestGate, event: string): readonly string[] {
  return gate.log.filter((each) => each.event === event).map(({ data }) => String(data["error"]));
}

describe("a validator", () => {
  it.each<[string, unknown]>([
    ["answers later", async () => ({ kind: "unknown" })],
    ["rejects", rejecting],
    ["answers true", () => true],
    ["answers a word of its own", () => ({ kind: "okay" })],
    ["answers nothing", () => undefined],
    ["refuses without a status", () => ({ kind: "refused" })],
    ["throws", boom],
  ])("[P3] that %s lets nobody in, and the log says which one and what it did", async (_what, validate) => {
    const validator = { validate } as OfflineValidator;
    const gate = await new TestGate({ validators: [validator] }).start();
    gate.service.weather = { kind: "refused" };
    expect(await gate.reads("T1", "T2")).toEqual(["GENERAL_ERROR", "GENERAL_ERROR"]);
    expect(gate.verdicts.at(-1)?.message).toBe("This device failed to decide: call the operator");
    expect(gate.opened).toEqual([]);
    expect(told(gate, "unforeseen")[0]).toMatch(validate === boom ? "boom" : /^validators\[0\]\.validate answered /);
  });
});

describe("a gate output", () => {
  const PLAIN: GateOutput = { permit: () => undefined, deny: () => undefined };

  it.each<[string, object]>([
    ["throws", { permit: boom, deny: boom }],
    ["is written as an async function and rejects", { permit: rejecting, deny: rejecting }],
  ])("that %s is told of, and the gate scans on", async (_what, output) => {
    const settings = { outputs: [{ output: { ...PLAIN, ...output } }] };
    const gate = await new TestGate({ settings }).start();
    expect(await gate.reads("T1", "stranger", "T2")).toEqual(["OKAY", "NOT_FOUND", "OKAY"]);
    expect(told(gate, "outputFailed")).toEqual(["boom", "boom", "boom"]);
  });

  it("[P14] whose passages say nothing definite annuls nothing", async () => {
    const passages$ = new Subject<Passage>();
    const gate = await new TestGate({ settings: { outputs: [{ output: { ...PLAIN, passages$ } }] } }).start();
    const permit = await gate.read("T1");
    passages$.next(undefined as unknown as Passage);
    passages$.next({ scanId: permit?.scanId } as Passage);
    expect(told(gate, "unforeseen")).toEqual([
      "a gate output told nothing, expected { scanId, passed }",
      "a gate output told { scanId }, expected { scanId, passed }",
    ]);
    expect(gate.store.decided(permit?.scanId ?? "")).not.toMatchObject({ state: "annulled" });
    expect(await gate.reads("T2")).toEqual(["OKAY"]);
  });
});

describe("a ticket service", () => {
  it.each<[string, () => unknown]>([
    ["throws", boom],
    ["rejects", rejecting],
    ["answers nothing", async () => undefined],
    ["answers in a shape of its own", async () => ({ ok: true })],
    ["answers without a status", async () => ({ kind: "answered" })],
    [
      "answers OKAY with no list",
      async () => ({ kind: "answered", status: "OKAY", message: "", value: { place: "A" } }),
    ],
  ])("[P13] that %s opens no gate: the scan is in doubt, and the next one is well again", async (_what, ask) => {
    const gate = await new TestGate().start();
    const answered = gate.service.ask.bind(gate.service);
    gate.service.ask = ask as TicketService["ask"];
    expect(await gate.reads("T1")).toEqual(["GENERAL_ERROR"]);
    expect(gate.opened).toEqual([]);
    expect(told(gate, "unforeseen")).toHaveLength(1);
    expect(gate.state.inDoubt).toBe(1);
    gate.service.ask = answered;
    expect(await gate.reads("T2")).toEqual(["OKAY"]);
  });

  it.each<[string, () => unknown]>([
    ["throws", boom],
    ["rejects", rejecting],
    ["answers nothing", async () => undefined],
  ])("that %s when it is asked to configure is told of, and asked again", async (_what, configure) => {
    const service = new MemoryTicketService(new VirtualTime(), ["T1"]);
    const answered = service.configure.bind(service);
    service.configure = configure as TicketService["configure"];
    const gate = await new TestGate({ service }).start();
    expect(gate.state.phase).toBe("refused");
    expect(told(gate, "unforeseen")).toHaveLength(1);
    service.configure = answered;
    await gate.time.advance(30_000);
    expect(gate.state.phase).toBe("operating");
  });

  it("[P1] that configures a device without ids has configured none", async () => {
    const service = new MemoryTicketService(new VirtualTime());
    const device = { id: "41", gateId: undefined } as never;
    service.configure = async () => ({
      kind: "answered",
      status: "OKAY",
      message: "",
      value: device,
      serviceTimeMs: null,
    });
    const gate = await new TestGate({ service }).start();
    expect(gate.state.phase).toBe("refused");
    expect(gate.log.find(({ event }) => event === "configureRefused")?.data).toEqual({
      answer: "OKAY without a device id and a gate id",
    });
  });

  it("[P12] that tells no time leaves the clock alone", async () => {
    const gate = await new TestGate().start();
    const reply = { kind: "answered", status: "OKAY", message: "", value: [], serviceTimeMs: Number.NaN } as const;
    gate.service.weather = { kind: "says", says: () => reply };
    expect(await gate.reads("T1", "T2")).toEqual(["OKAY", "OKAY"]);
    expect(gate.opened.map(({ scan }) => scan.skewMs)).toEqual([null, null]);
  });
});

describe("a store", () => {
  it("[P13] that makes a permit of a denial opens no gate", async () => {
    const store = new MemoryStore();
    const commit = store.commit.bind(store);
    store.commit = (scan, decision, atMs, scanId) => commit(scan, { ...decision, outcome: "permit" }, atMs, scanId);
    const gate = await new TestGate({ store }).start();
    expect(await gate.reads("stranger")).toEqual(["NOT_FOUND"]);
    expect(gate.opened).toEqual([]);
    expect(gate.verdicts).toMatchObject([{ decision: "deny", saved: false }]);
  });

  it.each(["begin", "commit"] as const)(
    "[P9] whose %s answers later has saved nothing: nobody is let in",
    async (call) => {
      const store = new MemoryStore();
      store[call] = rejecting as never;
      const gate = await new TestGate({ store }).start();
      expect(await gate.reads("T1")).toHaveLength(1);
      expect(gate.opened).toEqual([]);
      expect(told(gate, "unforeseen")).toEqual([`store.${call} answered a promise, expected its answer at once`]);
      expect(gate.service.asked).toHaveLength(call === "begin" ? 0 : 1);
    },
  );

  it("that can't be closed is told of, and the gate has stopped all the same", async () => {
    const store = new MemoryStore();
    store.close = boom;
    const gate = await new TestGate({ store }).start();
    let isComplete = false;
    gate.scanner.verdicts$.subscribe({ complete: () => (isComplete = true) });
    await gate.scanner.stop();
    expect(isComplete).toBe(true);
    expect(told(gate, "unforeseen")).toEqual(["boom"]);
  });
});

const PATH = "/mine/0";
const PLAIN: Scanner = { info: { path: PATH }, frames$: NEVER, close: async () => undefined };

function driverOf(open: () => unknown): ScannerDriver {
  return { kind: "mine", list: async () => [], open: open as ScannerDriver["open"] };
}

async function gateWith(driver: ScannerDriver): Promise<TestGate> {
  const mine = { id: "mine", lane: "1", driver, info: { path: PATH }, settings: {} };
  const gate = new TestGate({ lanes: [], settings: { readers: [mine, otherReader()] } });
  await gate.start();
  await gate.time.advance(1_000);
  return gate;
}

let other = scriptedScanner();
function otherReader() {
  other = scriptedScanner();
  return { id: "other", lane: "2", driver: other.driver, info: other.info, settings: {} };
}

/** [P11] the other reader of the gate is read on. */
async function readsOn(gate: TestGate): Promise<void> {
  const before = gate.verdicts.length;
  other.emit("T3");
  await gate.time.advance(1_000);
  expect(gate.verdicts.slice(before)).toMatchObject([{ status: "OKAY", readerId: "other" }]);
}

describe("a scanner's driver", () => {
  it.each<[string, () => unknown, string]>([
    ["throws", boom, "boom"],
    ["rejects with something that is no error", () => Promise.reject("no luck"), "no luck"],
    ["opens nothing", async () => undefined, 'the driver "mine" opened a scanner without info.path, frames$, close'],
    ["opens null", async () => null, 'the driver "mine" opened a scanner without info.path, frames$, close'],
    ["opens without info", async () => ({ ...PLAIN, info: undefined }), "without info.path"],
    ["opens without frames", async () => ({ ...PLAIN, frames$: undefined }), "without frames$"],
    ["opens what can't be closed", async () => ({ ...PLAIN, close: undefined }), "without close"],
    ["promises frames", async () => ({ ...PLAIN, frames$: Promise.resolve() }), "without frames$"],
    ["has frames that can't be listened to", async () => ({ ...PLAIN, frames$: { subscribe: boom } }), ""],
  ])("[P11] that %s is a reader that is looked for again, and says why", async (_what, open, reason) => {
    const gate = await gateWith(driverOf(open));
    expect(gate.alarmCodes()).toEqual(["READER_LOST"]);
    expect(gate.state.readers[0]?.reason).toContain(reason);
    await readsOn(gate);
  });

  it("whose frames are of another library than RxJS is read", async () => {
    const listeners: Observer<Frame>[] = [];
    const frames$ = { subscribe: (listener: Observer<Frame>) => void listeners.push(listener) };
    const gate = await gateWith(driverOf(async () => ({ ...PLAIN, frames$ })));
    for (const listener of listeners) listener.next(frameOf("T1"));
    await gate.time.settle();
    expect(gate.verdicts).toMatchObject([{ status: "OKAY", readerId: "mine" }]);
    expect(gate.state.readers[0]?.status).toBe("open");
  });

  it("[P11] that never opens does not keep the gate from stopping, and what it opens later is closed", async () => {
    let opened = (_scanner: Scanner) => {};
    let closed = 0;
    const gate = await gateWith(driverOf(() => new Promise<Scanner>((resolve) => (opened = resolve))));
    await gate.scanner.stop();
    opened({ ...PLAIN, close: async () => void (closed += 1) });
    await gate.time.settle();
    expect(closed).toBe(1);
  });

  it.each<[string, unknown]>([
    ["a string", "T1"],
    ["nothing", undefined],
    ["bytes alone", { bytes: new Uint8Array(2) }],
  ])("[P11] that delivers %s for a frame is told of, and read on", async (_what, frame) => {
    const frames$ = new Subject<unknown>();
    const gate = await gateWith(driverOf(async () => ({ ...PLAIN, frames$ })));
    frames$.next(frame);
    expect(told(gate, "readerFailed")[0]).toMatch(
      /^the driver "mine" delivered .*, expected a frame \{ bytes, text, symbology \}$/,
    );
    frames$.next(frameOf("T1"));
    await gate.time.settle();
    expect(gate.verdicts).toMatchObject([{ status: "OKAY" }]);
  });

  it.each([
    ["throws", boom],
    ["rejects", rejecting],
  ])("[P11] whose cue %s is told of, and read on", async (_what, signal) => {
    const frames$ = new Subject();
    const gate = await gateWith(driverOf(async () => ({ ...PLAIN, frames$, signal })));
    frames$.next(frameOf("T1"));
    await gate.time.settle();
    expect(told(gate, "readerFailed")).toEqual(["boom"]);
    await readsOn(gate);
  });

  it.each<[string, unknown]>([
    ["throws", boom],
    ["rejects", rejecting],
    ["returns no promise", () => undefined],
  ])("[P11] whose close %s is no reason not to stop", async (_what, close) => {
    const gate = await gateWith(driverOf(async () => ({ ...PLAIN, close })));
    await gate.scanner.stop();
    expect(gate.state.phase).toBe("stopping");
  });

  it("[P11] that ends its frames for good is not looked for again, which the log and the reader's state say", async () => {
    const gate = await gateWith(driverOf(async () => ({ ...PLAIN, frames$: EMPTY })));
    expect(gate.state.readers[0]).toMatchObject({ status: "closed", reason: "the source has ended" });
    expect(gate.log).toContainEqual({ level: "warn", event: "readerEnded", data: { reader: "mine" } });
  });

  it("[P11] that delivers after its close delivers to nobody", async () => {
    const frames$ = new Subject();
    const gate = await gateWith(driverOf(async () => ({ ...PLAIN, frames$ })));
    await gate.scanner.stop();
    frames$.next(frameOf("T1"));
    await gate.time.settle();
    expect(gate.verdicts).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ["throws", boom],
    ["rejects", rejecting],
    ["lists nothing", async () => undefined],
    ["lists an object", async () => ({})],
    ["lists what are no scanners", async () => [undefined, "/dev/ttyACM0"]],
  ])("[P11] that %s while scanners are looked for hides none of the other drivers' scanners", async (_what, list) => {
    const good = scriptedScanner();
    const goodDriver = { ...good.driver, list: async () => [{ ...good.info, model: "Good" }] };
    const bad = { ...goodDriver, kind: "mine", list: list as ScannerDriver["list"] };
    const drivers = [bad, goodDriver].map((driver) => ({ driver, settings: {} }));
    const gate = new TestGate({ lanes: [], settings: { readers: [{ id: "auto", lane: "1", drivers }] } });
    await gate.start();
    await gate.time.advance(1_000);
    expect(told(gate, "readerFailed").length).toBeGreaterThan(0);
    good.emit("T1");
    await gate.time.settle();
    expect(gate.verdicts).toMatchObject([{ status: "OKAY" }]);
  });
});

describe("a driver that delivers at once", () => {
  it("[P11] is heard from its first frame on", async () => {
    const gate = await gateWith(driverOf(async () => ({ ...PLAIN, frames$: of(frameOf("T1")) })));
    expect(gate.verdicts).toMatchObject([{ readerId: "mine" }]);
  });
});
