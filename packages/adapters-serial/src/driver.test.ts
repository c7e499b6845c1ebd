import { describe, expect, test } from "vitest";
import { scriptedPort } from "../test/scripted-port.js";

describe("opening", () => {
  test("takes 9600 8N1 and reads that end in CR or LF where nothing is set", async () => {
    const port = scriptedPort();
    const { texts } = await port.open();
    port.say("ONE\rTWO\r\nTHREE\n");
    expect(port.asked).toEqual([
      { path: "/dev/x", line: { baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1, flowControl: "none" } },
    ]);
    expect(texts).toEqual(["ONE", "TWO", "THREE"]);
  });

  test("hands the line's settings to the port and the framing to the decoder", async () => {
    const port = scriptedPort();
    const { texts } = await port.open({
      baudRate: 1200,
      dataBits: 7,
      parity: "even",
      stopBits: 2,
      flowControl: "rtsCts",
      framing: { end: "stxEtx" },
    });
    port.say("noise\u0002ONE\r\u0003");
    expect(port.asked[0]?.line).toEqual({
      baudRate: 1200,
      dataBits: 7,
      parity: "even",
      stopBits: 2,
      flowControl: "rtsCts",
    });
    expect(texts).toEqual(["ONE\r"]);
  });
});

test("a setting that is not known is refused by name, and not left at its default", async () => {
  const opening = scriptedPort().open({ baudrate: 115_200 } as object);
  await expect(opening).rejects.toThrow(
    'a serial scanner has no setting "baudrate": expected one of baudRate, dataBits',
  );
});

test("a protocol that is not known is refused by name, and not read as another", async () => {
  const opening = scriptedPort().open({ protocol: "sssi" as "ssi" });
  await expect(opening).rejects.toThrow('the protocol "sssi" is not known: expected lines or ssi');
});

describe("quiet time", () => {
  const framing = { end: "quiet", quietMs: 50 } as const;

  test("is kept by the port Time, from the last byte on", async () => {
    const port = scriptedPort();
    const { texts } = await port.open({ framing });
    port.say("TIC");
    await port.time.advance(40);
    port.say("KET");
    await port.time.advance(49);
    expect(texts).toEqual([]);
    await port.time.advance(1);
    expect(texts).toEqual(["TICKET"]);
  });

  test("[P11] leaves nothing waiting behind a scanner that was closed or lost", async () => {
    for (const end of ["close", "loss"]) {
      const port = scriptedPort();
      const { scanner, texts } = await port.open({ framing });
      port.say("HALF");
      if (end === "close") await scanner.close();
      else port.vanish();
      expect(port.time.waiting).toBe(0);
      await port.time.advance(1000);
      expect(texts).toEqual([]);
    }
  });
});

describe("a handshake", () => {
  test("answers each read, and enquires from the opening to the end", async () => {
    const port = scriptedPort();
    const { scanner, texts } = await port.open({ framing: { end: "cr", handshake: "ackNakEnq" } });
    await port.time.advance(0);
    await port.settle();
    expect(port.written).toEqual(["\u0005"]);
    port.say("ONE\r");
    await port.settle();
    expect([port.written, texts]).toEqual([["\u0005", "\u0006"], ["ONE"]]);
    await scanner.close();
    await port.time.advance(5000);
    expect([port.time.waiting, port.written.length]).toEqual([0, 2]);
  });

  test("[P11] enquires no more of a scanner that was lost", async () => {
    const port = scriptedPort();
    await port.open({ framing: { end: "cr", handshake: "enq" } });
    port.vanish();
    expect(port.time.waiting).toBe(0);
  });
});

describe("the end of a scanner", () => {
  test("is a completion where it was closed, once, however often that is asked for", async () => {
    const port = scriptedPort();
    const { scanner, ends } = await port.open();
    await scanner.close();
    await scanner.close();
    expect(ends).toEqual(["complete"]);
  });

  test("is a coded loss where the port went by itself", async () => {
    const port = scriptedPort();
    const { scanner, texts, ends } = await port.open();
    port.vanish();
    port.say("TOO LATE\r");
    await scanner.close();
    expect(ends).toEqual(["lost"]);
    expect(texts).toEqual([]);
  });
});

test("reads that had to be dropped are reported by number, never by content", async () => {
  const port = scriptedPort();
  const { texts } = await port.open({ framing: { end: "stxEtx" } });
  port.say("\u0002HALF\u0002WHOLE\u0003");
  expect(port.dropped).toEqual([{ path: "/dev/x", reason: "incomplete", bytes: 4 }]);
  expect(texts).toEqual(["WHOLE"]);
});

describe("what a scanner is told", () => {
  test("is what its make understands: a good tone for a permit, a bad one for a denial", async () => {
    const port = scriptedPort({ vendorId: 0x0c2e });
    const { scanner } = await port.open();
    scanner.signal?.("permit");
    scanner.signal?.("deny");
    await port.settle();
    expect(port.written).toEqual(["\u0016\u0007\r", "\u0016\u0007\r\u0016\u0007\r\u0016\u0007\r"]);
  });

  test("is nothing where the make is not known, unless it is named", async () => {
    const bridge = scriptedPort({ vendorId: 0x0403 });
    expect((await bridge.open()).scanner).not.toHaveProperty("signal");
    (await bridge.open({ commands: "datalogic" })).scanner.signal?.("permit");
    await bridge.settle();
    expect(bridge.written).toEqual(["\u0001"]);
  });

  test("[P11] is lost with a scanner that takes nothing, and disturbs no read", async () => {
    const port = scriptedPort({ vendorId: 0x0c2e });
    const { scanner, texts } = await port.open();
    await scanner.close();
    scanner.signal?.("permit");
    await port.settle();
    expect(port.unwritten).toEqual(["/dev/x"]);
    expect(texts).toEqual([]);
  });

  test("[P11] is answered by some, and the answer is no read", async () => {
    const port = scriptedPort({ vendorId: 0x1eab });
    const { scanner, texts } = await port.open();
    port.say("ONE\r");
    scanner.signal?.("permit");
    port.say("\u0002\u00010000#BEEPON2700F100T20V\u0006;\u0003TWO\r");
    expect(texts).toEqual(["ONE", "TWO"]);
  });
});

describe("a trigger that the host pulls", () => {
  const settings = { commands: "honeywell", hostTrigger: true } as const;
  const [PULL, RELEASE] = ["\u0016T\r", "\u0016U\r"];

  test("is pulled on opening, after each read and every few seconds, and let go on closing", async () => {
    const port = scriptedPort();
    const { scanner } = await port.open(settings);
    await port.settle();
    expect(port.written).toEqual([PULL]);
    port.say("ONE\r");
    await port.settle();
    expect(port.written).toEqual([PULL, PULL]);
    await port.time.advance(5000);
    expect(port.written).toEqual([PULL, PULL, PULL]);
    await scanner.close();
    expect(port.written.at(-1)).toBe(RELEASE);
    expect([port.closes(), port.time.waiting]).toEqual([1, 0]);
  });

  test("[P11] leaves nothing waiting behind a scanner that is lost", async () => {
    const port = scriptedPort();
    const { scanner } = await port.open(settings);
    port.vanish();
    await scanner.close();
    expect(port.time.waiting).toBe(0);
    expect(port.written).toEqual([PULL]);
  });

  test("[P11] does not hold up the close of a scanner that takes nothing", async () => {
    const port = scriptedPort({ takesNothing: true });
    const { scanner } = await port.open(settings);
    const closed = scanner.close();
    await port.time.advance(100);
    await closed;
    expect(port.closes()).toBe(1);
  });

  test("is refused where nothing is known that would pull it", async () => {
    const opened = scriptedPort({ vendorId: 0x05e0 }).open({ hostTrigger: true });
    await expect(opened).rejects.toMatchObject({ code: "failed" });
    await expect(opened).rejects.toThrow('name its make in "commands"');
  });
});
