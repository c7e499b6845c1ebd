import type { Chance, VirtualTime } from "@usher/core/testing";
import type { Kiosk } from "./kiosk.js";

/** Something that strikes a kiosk at some moment of the day and, where it lasts, is mended later by itself. */
export interface Incident {
  readonly name: string;
  /** How often it strikes one kiosk on a day that has it, on average. */
  readonly perDay: number;
  /** Returns what to note of it; null where it could not strike. */
  readonly strike: (kiosk: Kiosk, chance: Chance, time: VirtualTime) => string | null;
  /** The world heals: nothing of it may be left. */
  readonly heal: (kiosk: Kiosk) => void;
}

/** Whole seconds in milliseconds. */
export const seconds = (count: number): number => count * 1_000;
