import type { Time } from "@usher/core";
import type { RelaySettings } from "../settings.js";
import { hidBoard } from "./hid-board.js";
import type { OpenBoard } from "./relay-board.js";
import { serialBoard } from "./serial-board.js";

/** The way to open whichever board is configured. */
export function openBoard(settings: RelaySettings, time: Time): OpenBoard {
  return settings.kind === "hidRelay" ? hidBoard(settings) : serialBoard(settings, time);
}
