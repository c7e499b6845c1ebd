import type { PortListener, WiredPort } from "@usher/adapters-serial";
import { VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../limits.js";
import { outputSchema, type SerialRelaySettings } from "../settings.js";
import { serialBoard } from "./serial-board.js";

/** A board at a port that the test speaks for. */
async function wired(...changes: object[]) {
  const time = new VirtualTime();
  const told: string[] = [];
  const heard: string[] = [];
  const inputs = { cts: false, dsr: false, dcd: false };
  let fails = false;
  let listener: PortListener = { data: () => undefined, closed: () => undefined };
  const port: WiredPort = {
    write: async (bytes) => void told.push(Buffer.from(bytes).toString("hex")),
    setLines: async (lines) => void told.push(JSON.stringify(lines)),
    lines: async () => {
      if (fails) throw new Error("Inappropriate ioctl for device");
      return { ...inputs };
    },
    close: async () => {
      told.push("closed");
      listener.closed(null);
    },
  };
  const outputs = changes.map((change) => ({ kind: "serialRelay", path: "/dev/x", channels: { gate: 1 }, ...change }));
  const settings = outputs.map((output) => outputSchema.parse(output) as SerialRelaySettings);
  const open = serialBoard(settings, time, async (path, line, its) => {
    told.push(`${path} ${JSON.stringify(line)}`);
    listener = its;
    return port;
  });
  const board = await open({
    lost: () => heard.push("lost"),
    turned: (output) => heard.push(output === 0 ? "turned" : `turned ${output}`),
  });
  /** Polls that often, the contact standing as it is. */
  const polls = (count: number) => time.advance(count * LIMITS.contactPollMs);
  return {
    time,
    told,
    heard,
    inputs,
    board,
    polls,
    say: (...bytes: number[]) => listener.data(Uint8Array.from(bytes)),
    vanish: () => listener.closed(new Error("gone")),
    fail: () => (fails = true),
  };
}

describe("a board at a serial port", () => {
  test("rests between two commands, which small controllers need", async () => {
    const { time, told, board } = await wired({ baudRate: 115_200 });
    let done = false;
    void board.set(1, true).then(() => (done = true));
    await time.advance(LIMITS.commandGapMs - 1);
    expect([told, done]).toEqual([['/dev/x {"baudRate":115200}', "a00101a2"], false]);
    await time.advance(1);
    expect(done).toBe(true);
  });

  test("lets fall all that is wired, and nothing else", async () => {
    const { time, told, board } = await wired({ channels: { gate: 1, idle: 4 } });
    void board.allOff();
    await time.advance(1_000);
    expect(told.slice(1)).toEqual(["a00100a1", "a00400a4"]);
  });

  test("may be the port's own lines", async () => {
    const { told, board } = await wired({ protocol: "lines", channels: { permit: 1, deny: 2 } });
    await board.set(1, true);
    await board.set(2, true);
    await board.allOff();
    expect(told.slice(1)).toEqual(['{"dtr":true}', '{"rts":true}', '{"dtr":false}', '{"rts":false}']);
  });

  test("tells of its loss once, and not of a close that was asked for", async () => {
    const gone = await wired({});
    gone.vanish();
    expect(gone.heard).toEqual(["lost"]);
    const closed = await wired({});
    await closed.board.close();
    expect(closed.heard).toEqual([]);
  });
});

describe("a turnstile's contact at an input line", () => {
  const passage = { contact: "dsr", passMs: 2_000 };

  test("is a turn each time it closes, once seen closed twice in a row and open before", async () => {
    const { heard, inputs, polls } = await wired({ passage });
    await polls(3);
    inputs.dsr = true;
    await polls(1);
    expect(heard).toEqual([]);
    await polls(10);
    expect(heard).toEqual(["turned"]);
    inputs.dsr = false;
    await polls(1);
    inputs.dsr = true;
    await polls(2);
    expect(heard).toEqual(["turned", "turned"]);
  });

  test("is none where it was closed from the start, or for a spark", async () => {
    const { heard, inputs, polls } = await wired({ passage });
    inputs.dsr = true;
    await polls(5);
    inputs.dsr = false;
    await polls(2);
    inputs.dsr = true;
    await polls(1);
    inputs.dsr = false;
    inputs.cts = true;
    await polls(5);
    expect(heard).toEqual([]);
  });

  test("is not looked at any more after a close or a loss, and a port without lines is lost", async () => {
    for (const end of ["close", "loss"]) {
      const { time, board, vanish, polls } = await wired({ passage });
      await polls(1);
      if (end === "close") await board.close();
      else vanish();
      expect(time.waiting).toBe(0);
    }
    const other = { channels: { gate: 2 }, passage: { ...passage, contact: "cts" } };
    const { heard, fail, polls, vanish } = await wired({ passage }, other);
    fail();
    await polls(3);
    vanish();
    expect(heard).toEqual(["lost"]);
  });
});

describe("a turn that a board tells by bytes", () => {
  test("is found in whatever pieces it comes, and as often as it comes", async () => {
    const { heard, say } = await wired({ passage: { contact: "bytes", bytes: "01 FF", passMs: 2_000 } });
    say(0x01);
    say(0x01);
    say(0xff, 0x00, 0x01, 0xff, 0x01, 0xff);
    expect(heard).toEqual(["turned", "turned", "turned"]);
  });

  test("never shares a byte with another", async () => {
    const { heard, say } = await wired({ passage: { contact: "bytes", bytes: "AA AA", passMs: 2_000 } });
    say(0xaa, 0xaa, 0xaa);
    expect(heard).toEqual(["turned"]);
    say(0xaa);
    expect(heard).toEqual(["turned", "turned"]);
  });
});

describe("two outputs at one board", () => {
  test("have each its own commands and its own contact, and fall together", async () => {
    const commands = (number: string) => ({ [number]: { on: `0${number} 01`, off: `0${number} 00` } });
    const { time, told, heard, inputs, board, polls, say } = await wired(
      { protocol: "bytes", commands: commands("1"), passage: { contact: "bytes", bytes: "AA" } },
      { protocol: "bytes", commands: commands("2"), channels: { gate: 2 }, passage: { contact: "cts" } },
    );
    void board.set(2, true);
    await time.advance(1_000);
    void board.allOff();
    await time.advance(1_000);
    expect(told.slice(1)).toEqual(["0201", "0100", "0200"]);
    inputs.cts = true;
    await polls(2);
    say(0xaa);
    expect(heard).toEqual(["turned 1", "turned"]);
    await board.close();
    expect(time.waiting).toBe(0);
  });
});
