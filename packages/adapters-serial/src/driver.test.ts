import type { Frame, ScannerError } from "@usher/core";
import { VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { serialDriver, type SerialSettings } from "./driver.js";
import type { LineSettings, ListedPort, PortListener } from "./port.js";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A port that the test speaks for, and all that was asked of it. */
function scriptedPort() {
  const asked: { path: string; line: LineSettings }[] = [];
  const dropped: unknown[] = [];
  const time = new VirtualTime();
  let listener: PortListener | null = null;
  let closes = 0;
  const driver = serialDriver({
    time,
    openPort: async (path, line, heard) => {
      asked.push({ path, line });
      listener = heard;
      return {
        write: async () => undefined,
        close: async () => {
          closes += 1;
          heard.closed(null);
        },
      };
    },
    onDropped: ({ path }, { reason, bytes }) => dropped.push({ path, reason, bytes }),
  });
  const open = async (settings: SerialSettings = {}) => {
    const scanner = await driver.open({ path: "/dev/x" }, settings);
    const texts: string[] = [];
    const ends: unknown[] = [];
    scanner.frames$.subscribe({
      next: ({ text }: Frame) => texts.push(text),
      error: ({ code }: ScannerError) => ends.push(code),
      complete: () => ends.push("complete"),
    });
    return { scanner, texts, ends };
  };
  return {
    time,
    asked,
    dropped,
    open,
    closes: () => closes,
    say: (text: string) => listener?.data(bytesOf(text)),
    vanish: () => listener?.closed(new Error("bad file descriptor")),
  };
}

describe("opening", () => {
  test("takes 9600 8N1 and reads that end in CR or LF where nothing is set", async () => {
    const port = scriptedPort();
    const { texts } = await port.open();
    port.say("ONE\rTWO\r\nTHREE\n");
    expect(port.asked).toEqual([
      { path: "/dev/x", line: { baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 } },
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
      framing: { end: "stxEtx" },
    });
    port.say("noise\u0002ONE\r\u0003");
    expect(port.asked[0]?.line).toEqual({ baudRate: 1200, dataBits: 7, parity: "even", stopBits: 2 });
    expect(texts).toEqual(["ONE\r"]);
  });
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

describe("list", () => {
  const listed = (ports: readonly ListedPort[]) =>
    serialDriver({ time: new VirtualTime(), listPorts: async () => ports }).list();

  test("tells which scanner is where, ids as numbers", async () => {
    const port = {
      path: "/dev/ttyACM0",
      vendorId: "0c2e",
      productId: "0b81",
      serialNumber: "18004B0213",
      manufacturer: "Honeywell",
      pnpId: "usb-Honeywell_1400G-if00",
    };
    expect(await listed([port])).toEqual([
      {
        path: "/dev/ttyACM0",
        vendorId: 0x0c2e,
        productId: 0x0b81,
        serialNumber: "18004B0213",
        product: "usb-Honeywell_1400G-if00",
      },
    ]);
    expect(await listed([{ path: "COM7", vendorId: "05E0", manufacturer: "Zebra" }])).toEqual([
      { path: "COM7", vendorId: 0x05e0, product: "Zebra" },
    ]);
  });

  test("leaves out the empty serial ports of a main board", async () => {
    expect(await listed([{ path: "/dev/ttyS0" }])).toEqual([]);
  });

  test("goes by the stable names where udevadm is missing, and never rejects", async () => {
    const listPorts = () => Promise.reject(new Error("spawn udevadm ENOENT"));
    const time = new VirtualTime();
    const links = ["/dev/serial/by-id/usb-Honeywell_1400G-if00"];
    expect(await serialDriver({ time, listPorts, listLinks: async () => links }).list()).toEqual([{ path: links[0] }]);
    expect(Array.isArray(await serialDriver({ time, listPorts }).list())).toBe(true);
  });
});
