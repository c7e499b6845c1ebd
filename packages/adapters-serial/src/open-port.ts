import { openNativePort } from "./native.js";
import { openFailure } from "./open-failure.js";
import type { LineSettings, OpenedPort, PortListener } from "./port.js";

/** "Standard" of most RS-232 scanners out of the box (Zebra DS6608, LS4208 manuals). */
export const DEFAULT_LINE: LineSettings = { baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 };

const NOBODY: PortListener = { data: () => undefined, closed: () => undefined };

/**
 * Opens a serial line for other devices than scanners: relay boards, light towers. What is left out is 9600 8N1. Nobody else can
 * open it meanwhile. Rejects with a `ScannerError` that names the path and what to do.
 */
export async function openPort(
  path: string,
  line: Partial<LineSettings> = {},
  listener: PortListener = NOBODY,
): Promise<OpenedPort> {
  try {
    return await openNativePort(path, { ...DEFAULT_LINE, ...line }, listener);
  } catch (cause) {
    throw openFailure(path, cause);
  }
}
