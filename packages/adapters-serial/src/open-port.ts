import { realpath } from "node:fs/promises";
import { holderOf, type HolderOf } from "@usher/devices";
import { openNativePort } from "./native.js";
import { openFailure, type OpeningPort } from "./open-failure.js";
import type { LineSettings, OpenedPort, PortListener, WiredPort } from "./port.js";

/** "Standard" of most RS-232 scanners out of the box (Zebra DS6608, LS4208 manuals). */
export const DEFAULT_LINE: LineSettings = {
  baudRate: 9600,
  dataBits: 8,
  parity: "none",
  stopBits: 1,
  flowControl: "none",
};

const NOBODY: PortListener = { data: () => undefined, closed: () => undefined };

/**
 * Opens a serial line for other devices than scanners: relay boards, light towers. What is left out is 9600 8N1. Nobody else can
 * open it meanwhile. Rejects with a `ScannerError` that names the path and what to do.
 */
export function openPort(
  path: string,
  line: Partial<LineSettings> = {},
  listener: PortListener = NOBODY,
): Promise<WiredPort> {
  const parts = { info: { path }, line: { ...DEFAULT_LINE, ...line }, openPort: openNativePort, holderOf };
  return openExplained(parts, listener);
}

/** A port to open, and how. */
interface Opening<Port> {
  readonly info: OpeningPort;
  readonly line: LineSettings;
  readonly openPort: (path: string, line: LineSettings, listener: PortListener) => Promise<Port>;
  readonly holderOf: HolderOf;
}

/** Opens a port; where it fails, says why, and of a port that is held, by whom. */
export async function openExplained<Port extends OpenedPort>(
  opening: Opening<Port>,
  listener: PortListener,
): Promise<Port> {
  const { info } = opening;
  try {
    return await opening.openPort(info.path, opening.line, listener);
  } catch (cause) {
    const failure = openFailure(info, cause);
    if (failure.code !== "busy") throw failure;
    // A link of udev's is nobody's; what it leads to is.
    const port = await realpath(info.path).catch(() => info.path);
    throw openFailure(info, cause, await opening.holderOf(port));
  }
}
