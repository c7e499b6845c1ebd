import { systemTime } from "@usher/devices";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { RelayBoard } from "../src/board/relay-board.js";
import { serialBoard } from "../src/board/serial-board.js";
import { outputSchema, type SerialRelaySettings } from "../src/settings.js";
import { MemoryBoard, relayBoardSuite } from "../src/testing/index.js";
import { ScriptedRelay } from "./scripted-relay.js";

describe("the board in memory is a RelayBoard", () => {
  test.each(relayBoardSuite)("$name", async ({ run }) => {
    const board = new MemoryBoard();
    await run({
      open: board.open,
      channels: [1, 2],
      untilDrawn: async (channels) => expect(board.drawn).toEqual(channels),
      unplug: async () => board.unplug(),
      plug: async () => board.plug(),
    });
  });
});

describe("a serial board on a real PTY is a RelayBoard", () => {
  let relay: ScriptedRelay;
  const opened: RelayBoard[] = [];
  beforeEach(async () => {
    relay = await ScriptedRelay.open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((board) => board.close()));
    await relay.pty.dispose();
  });

  test.each(relayBoardSuite)("$name", async ({ run }) => {
    const settings = outputSchema.parse({ kind: "serialRelay", path: relay.path, channels: { gate: 1, deny: 2 } });
    await run({
      open: async (listener) => {
        const board = await serialBoard([settings as SerialRelaySettings], systemTime)(listener);
        opened.push(board);
        return board;
      },
      channels: [1, 2],
      untilDrawn: (channels) => relay.untilDrawn(channels),
      unplug: () => relay.pty.unplug(),
      plug: () => relay.pty.plug(),
    });
  });
});
