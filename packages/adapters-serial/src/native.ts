import { readSync, writeSync } from "node:fs";
import { ScannerError } from "@usher/core";
import { Turns } from "@usher/devices";
import type { SerialPort } from "serialport";
import { LIMITS } from "./limits.js";
import type { LineSettings, ListPorts, PortListener, WiredPort } from "./port.js";

/** The machine's serial ports, by the package `serialport`. */
export const listNativePorts: ListPorts = async () => {
  const { SerialPort: library } = await load();
  const ports = await library.list();
  return ports.map(({ locationId, vendorId, productId, ...port }) => ({
    ...port,
    vendorId: idOf(vendorId),
    productId: idOf(productId),
    port: locationId,
  }));
};

/** The library tells ids as hexadecimal text. */
function idOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number.parseInt(text, 16);
}

/**
 * Opens a port by the package `serialport`, under its lock, and reads it until it is closed or gone.
 *
 * It goes by the package's binding and not by its stream: where a device is unplugged just as it is being read, the stream
 * reads nothing for ever, at full load, and never tells (serialport 13.0.0 with bindings-cpp 13.0.0 on Linux).
 */
export async function openNativePort(path: string, line: LineSettings, listener: PortListener): Promise<WiredPort> {
  const { SerialPort: library } = await load();
  const { flowControl, ...settings } = line;
  const software = flowControl === "xonXoff";
  const port = await library.binding.open({
    path,
    ...settings,
    rtscts: flowControl === "rtsCts",
    xon: software,
    xoff: software,
  });
  const buffer = Buffer.allocUnsafe(LIMITS.chunkBytes);
  let closed: Promise<void> | null = null;
  // A port that can't be closed is gone, and with that free.
  const close = (): Promise<void> => (closed ??= port.close().catch(() => undefined));

  const readToTheEnd = async (): Promise<void> => {
    let cause: unknown = null;
    try {
      for (;;) listener.data(Uint8Array.from(buffer.subarray(0, await readChunk(port, buffer))));
    } catch (error) {
      cause = error;
    }
    await close();
    listener.closed(cause);
  };
  void readToTheEnd();
  // The library sets every line on each call, to its own default where nothing is said: so all are said, the host's as last set.
  const own = { dtr: true, rts: true };
  // What is written in several pieces must not have another write between them.
  const turns = new Turns(LIMITS.pendingWrites);
  return {
    write: (bytes) => turns.take(() => writeAll(port, bytes)),
    setLines: (lines) => port.set(Object.assign(own, lines)),
    lines: async () => {
      const { cts, dsr, dcd } = await port.get();
      return { cts, dsr, dcd };
    },
    close,
  };
}

type BoundPort = Awaited<ReturnType<(typeof SerialPort)["binding"]["open"]>>;
type PolledPort = Extract<BoundPort, { readonly poller: unknown }>;

/** Fills the buffer with what came and tells how much that is. Rejects once the port is closed or gone. */
async function readChunk(port: BoundPort, buffer: Buffer): Promise<number> {
  if (!("poller" in port)) return (await port.read(buffer, 0, buffer.length)).bytesRead;
  for (;;) {
    await ready(port, "readable");
    if (port.fd === null) throw new Error("the port was closed");
    try {
      const count = readSync(port.fd, buffer);
      // A terminal line that is readable and has nothing to read was hung up.
      if (count === 0) throw new Error("the line was hung up");
      return count;
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
}

/** Writes until the system has taken it all. Rejects once the port is closed or gone. */
async function writeAll(port: BoundPort, bytes: Uint8Array): Promise<void> {
  if (!("poller" in port)) return port.write(Buffer.from(bytes));
  for (let written = 0; written < bytes.length;) {
    if (port.fd === null) throw new Error("the port was closed");
    try {
      written += writeSync(port.fd, bytes, written);
    } catch (error) {
      if (!isBusy(error)) throw error;
      await ready(port, "writable");
    }
  }
}

function ready({ poller, isOpen }: PolledPort, event: "readable" | "writable"): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!isOpen) reject(new Error("the port was closed"));
    else poller.once(event, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

/** Whether there is nothing to read, or no room to write, at the moment. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}

async function load(): Promise<{ readonly SerialPort: typeof SerialPort }> {
  try {
    return await import("serialport");
  } catch (cause) {
    const message = "serial scanners need the package serialport, which does not load here: npm install serialport@13";
    throw new ScannerError("nativeMissing", message, { cause });
  }
}
