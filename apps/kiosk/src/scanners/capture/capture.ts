import type { ControlRequest } from "@usher/adapters-usb";
import type { Time } from "@usher/core";
import { LIMITS } from "../../limits.js";
import { scannerDrivers, type DriverParts, type Drivers, type Openers } from "../../readers/drivers.js";
import { hexOf, settingsOf, type CaptureHead, type CaptureLine } from "./capture-line.js";

/** What a capture is made with. */
export interface CaptureParts {
  readonly head: CaptureHead;
  readonly openers: Openers;
  readonly driversWith?: (parts: DriverParts) => Drivers;
  readonly time: Time;
  /** Keeps a line for good. Throws where it can't: that ends the capture. */
  readonly keep: (line: string) => void;
  readonly print: (line: string) => void;
  /** Resolves when somebody has scanned enough. */
  readonly stopped: Promise<unknown>;
}

/**
 * Keeps what one scanner sends, byte for byte, and what Usher reads in it. The scanner is opened by the driver that a gate would
 * open it with; what it sends is kept on its way in. Ends when it is told to, when the scanner goes, and when enough was kept.
 */
export async function capture(parts: CaptureParts): Promise<{ readonly sent: number; readonly reads: number }> {
  const { head, time, openers, driversWith = scannerDrivers } = parts;
  const startMs = time.monotonicMs();
  const count = { sent: 0, reads: 0, bytes: 0 };
  let full = (): void => undefined;
  let notKept = (_error: unknown): void => undefined;
  const isKept = new Promise<void>((resolve, reject) => {
    full = resolve;
    notKept = reject;
  });
  isKept.catch(() => undefined); // It may be known before anybody waits for it.

  const keep = (line: CaptureHead | CaptureLine): void => {
    const text = JSON.stringify(line);
    count.bytes += text.length;
    if (count.bytes > LIMITS.captureBytes) return full();
    try {
      parts.keep(text);
    } catch (error) {
      notKept(error);
    }
  };
  const atMs = () => Math.round((time.monotonicMs() - startMs) * 10) / 10;
  const sent = (bytes: Uint8Array): void => {
    count.sent += 1;
    keep({ atMs: atMs(), data: hexOf(bytes) });
  };

  const answered = ({ request, value }: ControlRequest, bytes: Uint8Array): void =>
    keep({ atMs: atMs(), control: { request, value, data: hexOf(bytes) } });

  keep(head);
  const drivers = driversWith({
    time,
    ...recording(openers, { sent, answered }),
    onDropped: (_info, { reason, bytes }) => keep({ atMs: atMs(), dropped: { reason, bytes } }),
    onUnwritten: (_info, error) => parts.print(String(error)),
  });
  const scanner = await drivers[head.kind].open({ path: head.path }, settingsOf(head));
  const isOver = new Promise<void>((resolve, reject) => {
    scanner.frames$.subscribe({
      next: ({ symbology, bytes, text }) => {
        count.reads += 1;
        keep({ atMs: atMs(), read: { symbology, bytes: hexOf(bytes) } });
        parts.print(`${symbology ?? "no AIM identifier"} ${JSON.stringify(text)}`);
      },
      error: reject,
      complete: resolve,
    });
  });
  try {
    await Promise.race([parts.stopped, isOver, isKept]);
  } finally {
    await scanner.close();
  }
  return { sent: count.sent, reads: count.reads };
}

/** Who hears what a device says. */
interface Ear {
  readonly sent: (bytes: Uint8Array) => void;
  readonly answered: (request: ControlRequest, bytes: Uint8Array) => void;
}

/** The same ways to open a device, with an ear on what it says. */
function recording({ openDevice, openPort, claimInterface }: Openers, { sent, answered }: Ear): Openers {
  return {
    openDevice: (path, listener) =>
      openDevice(path, {
        report: (bytes) => {
          sent(bytes);
          listener.report(bytes);
        },
        closed: (cause) => listener.closed(cause),
      }),
    openPort: (path, line, listener) =>
      openPort(path, line, {
        data: (bytes) => {
          sent(bytes);
          listener.data(bytes);
        },
        closed: (cause) => listener.closed(cause),
      }),
    claimInterface: async (device, wanted) => {
      const claimed = await claimInterface(device, wanted);
      return {
        ...claimed,
        read: async () => {
          const packet = await claimed.read();
          if (packet !== null) sent(packet);
          return packet;
        },
        controlIn: async (request, length) => {
          const bytes = await claimed.controlIn(request, length);
          answered(request, bytes);
          return bytes;
        },
      };
    },
  };
}
