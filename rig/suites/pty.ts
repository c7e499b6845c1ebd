import { serialDriver } from "@usher/adapters-serial";
import { ptyPair } from "@usher/adapters-serial/testing";
import { systemTime } from "@usher/devices";
import { conformance } from "../conformance.js";
import { replugCase } from "../replug.js";
import type { Case } from "../suite.js";

const driver = serialDriver({ time: systemTime });

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
  replugCase("a serial scanner on a PTY", async (after) => {
    const line = await ptyPair();
    after(() => line.dispose());
    return {
      driver,
      info: { path: line.path },
      settings: {},
      scan: (text) => line.write(`${text}\r`),
      begin: (text) => line.write(text),
      unplug: () => line.unplug(),
      plug: () => line.plug(),
    };
  }),
];
