import type { Time } from "@usher/core";
import type { RelaySettings } from "../settings.js";
import { hidBoard } from "./hid-board.js";
import type { OpenBoard } from "./relay-board.js";
import { serialBoard } from "./serial-board.js";

/** The way to open the board that these outputs are wired to. */
export function openBoard(outputs: readonly RelaySettings[], time: Time): OpenBoard {
  const [hid] = outputs.filter((output) => output.kind === "hidRelay");
  return hid === undefined
    ? serialBoard(
        outputs.filter((output) => output.kind === "serialRelay"),
        time,
      )
    : hidBoard(hid);
}
