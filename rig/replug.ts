import { deepEqual } from "node:assert/strict";
import type { ReaderSettings } from "@usher/core";
import { gateAt } from "./gate.js";
import type { Case, TakeBack } from "./suite.js";

/** A scanner that is plugged in, how a gate reads it, and hands at it. */
export interface Replugged extends Pick<ReaderSettings, "driver" | "info" | "settings"> {
  /** Sends a whole read. */
  scan(text: string): void | Promise<void>;
  /** Sends the first part of one, and no more. */
  begin(text: string): void | Promise<void>;
  unplug(): void | Promise<void>;
  plug(): void | Promise<void>;
}

/** Unplugged in mid-scan and plugged in again, a scanner reads on; half a read is none. */
export function replugCase(what: string, plugged: (after: TakeBack) => Promise<Replugged>): Case {
  return {
    name: `[P11] ${what}: unplugged in mid-scan and plugged in again it reads on, under the same reader`,
    run: async (after) => {
      const scanner = await plugged(after);
      const { driver, info, settings } = scanner;
      const gate = await gateAt([{ id: "north", driver, info, settings }], after);
      await gate.untilReader("north", "open");
      await scanner.scan("WHOLE");
      await gate.untilReads(1);
      await scanner.begin("HALF");
      await scanner.unplug();
      await gate.untilReader("north", "backingOff");
      await scanner.plug();
      await gate.untilReader("north", "open");
      await scanner.scan("NEXT");
      deepEqual(await gate.untilReads(2), ["north: WHOLE", "north: NEXT"]);
      deepEqual(gate.state.alarms, []);
    },
  };
}
