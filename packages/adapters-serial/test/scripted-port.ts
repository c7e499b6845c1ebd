import type { Scanner, ScannerInfo, WantedScanner } from "@usher/core";
import { heardFrom, VirtualTime } from "@usher/core/testing";
import { serialDriver, type LineSettings, type PortListener, type SerialSettings } from "../src/index.js";

/** A port that the test speaks for, the driver on it, and all that was asked of it. */
export function scriptedPort(options: { readonly vendorId?: number; readonly takesNothing?: boolean } = {}) {
  const time = new VirtualTime();
  const asked: { path: string; line: LineSettings }[] = [];
  const dropped: unknown[] = [];
  const unwritten: unknown[] = [];
  const written: string[] = [];
  let listener: PortListener | null = null;
  let closes = 0;
  const driver = serialDriver({
    time,
    listPorts: async () => [{ path: "/dev/x", ...options }],
    findUsbDevices: async () => [],
    mayOpen: async () => true,
    holderOf: async () => null,
    resolve: async (path) => path,
    openPort: async (path, line, heard) => {
      asked.push({ path, line });
      listener = heard;
      let open = true;
      return {
        write: async (bytes) => {
          if (!open) throw new Error("the port was closed");
          if (options.takesNothing === true) return new Promise(() => undefined);
          written.push(Buffer.from(bytes).toString("latin1"));
        },
        close: async () => {
          open = false;
          closes += 1;
          heard.closed(null);
        },
      };
    },
    onDropped: ({ path }, { reason, bytes }) => dropped.push({ path, reason, bytes }),
    onUnwritten: ({ path }) => unwritten.push(path),
  });
  const open = async (settings: SerialSettings = {}, wanted: WantedScanner = { path: "/dev/x" }) => {
    const scanner: Scanner & { info: ScannerInfo } = await driver.open(wanted, settings);
    return { scanner, ...heardFrom(scanner) };
  };
  return {
    time,
    asked,
    dropped,
    unwritten,
    written,
    open,
    closes: () => closes,
    /** What is promised has happened. */
    settle: () => new Promise<void>((resolve) => void setImmediate(resolve)),
    say: (text: string) => listener?.data(Buffer.from(text, "latin1")),
    vanish: () => listener?.closed(new Error("bad file descriptor")),
  };
}
