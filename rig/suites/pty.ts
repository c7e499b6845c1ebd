import { deepEqual } from "node:assert/strict";
import { serialDriver } from "@usher/adapters-serial";
import { ptyPair } from "@usher/adapters-serial/testing";
import { gateAt } from "../gate.js";
import { realTime } from "../../packages/adapters-serial/test/real-time.js";
import { conformance } from "../conformance.js";
import type { Case } from "../suite.js";

const driver = serialDriver({ time: realTime });

/** Serial lines without any hardware: all but finding them, and the line settings. */
export const cases: readonly Case[] = [
  ...conformance("a serial scanner on a PTY", async (after) => {
    const line = await ptyPair();
    after(() => line.dispose());
    return {
      driver,
      settings: {},
      info: { path: line.path },
      absent: { path: `${line.path}-absent` },
      exclusive: true,
      scan: (text) => line.write(`${text}\r\n`),
      unplug: () => line.unplug(),
      plug: () => line.plug(),
    };
  }),
  {
    name: "[P11] a scanner that is unplugged in mid-scan and plugged in again reads on, under the same reader",
    run: async (after) => {
      const line = await ptyPair();
      after(() => line.dispose());
      const gate = await gateAt([{ id: "north", driver, info: { path: line.path }, settings: {} }], after);
      await gate.untilReader("north", "open");
      line.write("WHOLE\rHAL");
      await gate.untilReads(1);
      await line.unplug();
      await gate.untilReader("north", "backingOff");
      await line.plug();
      await gate.untilReader("north", "open");
      line.write("NEXT\r");
      deepEqual(await gate.untilReads(2), ["north: WHOLE", "north: NEXT"]);
    },
  },
];
