import { constants, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 20;
const LIMIT_MS = 5_000;

/**
 * A serial line without a wire: two PTYs that socat joins. What one end writes the other reads, as with a scanner at a cable.
 *
 * @param {import("./programs.mjs").Programs} programs
 * @param {string} folder where the two ends appear
 */
export async function serialLine(programs, folder) {
  const [scannerEnd, kioskEnd] = [join(folder, "scanner.line"), join(folder, "gate.line")];
  programs.start(
    "socat",
    "socat",
    [scannerEnd, kioskEnd].map((end) => `pty,raw,echo=0,link=${end}`),
  );
  const givingUpMs = performance.now() + LIMIT_MS;
  while (!(existsSync(scannerEnd) && existsSync(kioskEnd))) {
    if (performance.now() > givingUpMs)
      throw new Error("socat made no serial line; its log is in the message above, if any");
    await pause(POLL_MS);
  }
  // socat ends when nobody has an end open any more; a reader that closes its end to open it anew must not end the line.
  for (const end of [scannerEnd, kioskEnd]) openSync(end, constants.O_RDWR | constants.O_NOCTTY);
  return { scannerEnd, kioskEnd };
}
