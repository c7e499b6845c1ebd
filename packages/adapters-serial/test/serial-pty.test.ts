import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Frame, Scanner } from "@usher/core";
import { scannerDriverSuite } from "@usher/core/testing";
import { systemTime } from "@usher/devices";
import { firstValueFrom, take, toArray } from "rxjs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { serialDriver, type SerialSettings } from "../src/index.js";
import { ptyPair, type PtyPair } from "../src/testing/index.js";

const driver = serialDriver({ time: systemTime });
let pty: PtyPair;
let opened: Scanner[];

beforeEach(async () => {
  pty = await ptyPair();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((scanner) => scanner.close()));
  await pty.dispose();
});

async function open(settings: SerialSettings = {}): Promise<Scanner> {
  const scanner = await driver.open({ path: pty.path }, settings);
  opened.push(scanner);
  return scanner;
}

const reads = (scanner: Scanner, count: number): Promise<Frame[]> =>
  firstValueFrom(scanner.frames$.pipe(take(count), toArray()));
const texts = (frames: readonly Frame[]) => frames.map(({ text }) => text);

describe("the serial driver on a real PTY is a ScannerDriver", () => {
  test.each(scannerDriverSuite)("$name", async ({ run }) => {
    await run({
      driver: {
        ...driver,
        open: async (info, settings) => {
          const scanner = await driver.open(info, settings as SerialSettings);
          opened.push(scanner);
          return scanner;
        },
      },
      settings: {},
      info: { path: pty.path },
      absent: { path: `${pty.path}-absent` },
      exclusive: true,
      scan: (text) => pty.write(`${text}\r\n`),
      unplug: () => pty.unplug(),
      plug: () => pty.plug(),
    });
  });
});

describe("a serial scanner on a real PTY", () => {
  test("two reads in one chunk are two frames, with their AIM identifiers", async () => {
    const frames = reads(await open(), 2);
    pty.write("]Q1ONE\r]C0TWO\r");
    expect((await frames).map(({ text, symbology }) => [text, symbology])).toEqual([
      ["ONE", "]Q1"],
      ["TWO", "]C0"],
    ]);
  });

  test("a read that comes byte by byte is one frame", async () => {
    const frames = reads(await open(), 1);
    for (const byte of "]C1SLOW-TICKET\n") {
      pty.write(byte);
      await new Promise(setImmediate);
    }
    expect(texts(await frames)).toEqual(["SLOW-TICKET"]);
  });

  test("a read without any end is one frame after quiet time, however long it is", async () => {
    const frames = reads(await open({ framing: { end: "quiet", quietMs: 100 } }), 1);
    const long = "x".repeat(3_999);
    pty.write(long);
    expect(texts(await frames)).toEqual([long]);
  });

  test("between STX and ETX every byte is data", async () => {
    const frames = reads(await open({ framing: { end: "stxEtx" } }), 1);
    pty.write(Uint8Array.of(0x7f, 0x02, 0x41, 0x0d, 0x00, 0xff, 0x03));
    expect([...((await frames)[0]?.bytes ?? [])]).toEqual([0x41, 0x0d, 0x00, 0xff]);
  });

  test("[P11] half a read dies with its scanner and does not spoil the first read after the replug", async () => {
    const scanner = await open();
    const before = reads(scanner, 1);
    pty.write("WHOLE\rHAL");
    await before;
    const lost = new Promise((resolve) => scanner.frames$.subscribe({ error: resolve }));
    await pty.unplug();
    expect(await lost).toMatchObject({ code: "lost" });
    await pty.plug();
    const after = reads(await open(), 1);
    pty.write("NEXT\r");
    expect(texts(await after)).toEqual(["NEXT"]);
  });

  test("cues reach the scanner, and reads go on", async () => {
    const scanner = await open({ commands: "honeywell" });
    const frames = reads(scanner, 2);
    pty.write("ONE\r");
    scanner.signal?.("permit");
    pty.write("TWO\r");
    expect(texts(await frames)).toEqual(["ONE", "TWO"]);
    await vi.waitFor(() => expect(pty.received()).toBe("\u0016\u0007\r"), 10_000);
  });

  test.skipIf(process.platform !== "linux")("a port that is held says by whom", async () => {
    const command = ["--no-fork", pty.path, "sh", "-c", "echo locked; exec sleep 60"];
    const holder = spawn("flock", command, { stdio: ["ignore", "pipe", "ignore"] });
    try {
      await once(holder.stdout, "data");
      const program = new RegExp(`held by sleep \\(process ${holder.pid}\\): end it`);
      await vi.waitFor(() => expect(driver.open({ path: pty.path }, {})).rejects.toThrow(program), 10_000);
    } finally {
      holder.kill("SIGKILL");
    }
    await vi.waitFor(() => open(), 10_000);
    await expect(driver.open({ path: pty.path }, {})).rejects.toThrow("two are set to the same port");
  });

  test("other line settings open as well", async () => {
    const frames = reads(await open({ baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 2 }), 1);
    pty.write("FAST\r");
    expect(texts(await frames)).toEqual(["FAST"]);
  });

  test("what is no serial line fails to open and is named", async () => {
    const outcome = driver.open({ path: "/dev/null" }, {});
    await expect(outcome).rejects.toMatchObject({ name: "ScannerError", code: "failed" });
    await expect(outcome).rejects.toThrow("/dev/null cannot be opened");
  });
});
