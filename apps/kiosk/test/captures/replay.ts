import { hidPosDriver, keyboardDriver, type HidListener } from "@usher/adapters-hid";
import { serialDriver, type PortListener } from "@usher/adapters-serial";
import { usbDriver } from "@usher/adapters-usb";
import type { ScannerDriver } from "@usher/core";
import { VirtualTime } from "@usher/core/testing";
import type { DriverParts, Openers } from "../../src/readers/drivers.js";
import {
  captureHeadSchema,
  captureLineSchema,
  hexOf,
  settingsOf,
  type CaptureHead,
  type CaptureLine,
} from "../../src/scanners/capture/capture-line.js";

/** A capture, read back. */
export interface Capture {
  readonly head: CaptureHead;
  readonly lines: readonly CaptureLine[];
}

/** Reads a capture's file; throws where a line is none. */
export function parseCapture(text: string): Capture {
  const [head, ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  return { head: captureHeadSchema.parse(head), lines: lines.map((line) => captureLineSchema.parse(line)) };
}

/** Lets the driver of today read what the scanner sent then, at the same pace: what it reads and what it drops. */
export async function replay({ head, lines }: Capture): Promise<CaptureLine[]> {
  const time = new VirtualTime();
  const outcome: CaptureLine[] = [];
  const device = scriptedDevice(time, lines);
  const driver = driverOf(head, time, device, (_info, { reason, bytes }) =>
    outcome.push({ atMs: time.monotonicMs(), dropped: { reason, bytes } }),
  );
  const scanner = await driver.open({ path: head.path }, settingsOf(head));
  scanner.frames$.subscribe(({ symbology, bytes }) =>
    outcome.push({ atMs: time.monotonicMs(), read: { symbology, bytes: hexOf(bytes) } }),
  );
  for (const line of lines) {
    if (!("data" in line)) continue;
    await time.advance(line.atMs - time.monotonicMs());
    device.send(bytesOf(line.data));
  }
  await time.advance(10_000);
  // A scanner on USB is closed between two reads.
  await Promise.all([scanner.close(), time.advance(1_000)]);
  return outcome;
}

/** What of a capture has to come out of it again: all but the moments. */
export function outcomeOf(lines: readonly CaptureLine[]): object[] {
  return lines.flatMap(({ atMs: _, ...line }) => ("data" in line || "control" in line ? [] : [line]));
}

/** How long a read over USB waits for a packet. */
const READ_MS = 200;

/** A device that sends what the test says, however it was opened. */
export function scriptedDevice(
  time: VirtualTime,
  lines: readonly CaptureLine[] = [],
): Openers & { readonly send: (bytes: Uint8Array) => void } {
  const packets: Uint8Array[] = [];
  let reading: (() => void) | null = null;
  let listener: Partial<HidListener & PortListener> = {};
  const close = async () => listener.closed?.(null);
  const nothing = async () => undefined;
  return {
    send: (bytes) => {
      listener.report?.(bytes);
      listener.data?.(bytes);
      packets.push(bytes);
      reading?.();
    },
    openDevice: async (_path, heard) => {
      listener = heard;
      return { write: nothing, sendFeatureReport: nothing, getFeatureReport: async () => new Uint8Array(), close };
    },
    openPort: async (_path, _line, heard) => {
      listener = heard;
      return { write: nothing, close };
    },
    claimInterface: async () => ({
      read: async () => {
        if (packets.length === 0) {
          await new Promise<void>((resolve) => {
            const cancel = time.after(READ_MS, resolve);
            reading = () => {
              cancel();
              resolve();
            };
          });
        }
        return packets.shift() ?? null;
      },
      write: nothing,
      controlOut: nothing,
      controlIn: async ({ request, value }) => {
        const told = lines.flatMap((line) => ("control" in line ? [line.control] : []));
        const answer = told.find((each) => each.request === request && each.value === value);
        if (answer === undefined) throw new Error("Stall");
        return bytesOf(answer.data);
      },
      release: nothing,
    }),
  };
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

/** The driver that read the scanner, in a world that has nothing but the capture's device. */
export function driverOf(
  head: CaptureHead,
  time: VirtualTime,
  { openDevice, openPort, claimInterface }: Openers,
  onDropped: DriverParts["onDropped"],
): ScannerDriver {
  const { path } = head;
  const idOf = (id: string | null) => Number.parseInt(id ?? "0", 16);
  const descriptor = head.reportDescriptor ?? null;
  const hid = {
    time,
    onDropped,
    openDevice,
    platform: "linux",
    listDevices: async () => [
      { path, vendorId: idOf(head.vendorId), productId: idOf(head.productId), usages: head.usages ?? [] },
    ],
    findPlace: async () => ({
      port: null,
      reportDescriptor: descriptor === null ? null : bytesOf(descriptor),
    }),
    holderOf: async () => null,
    findUsbDevices: async () => [],
    findInputs: async () => [],
    mayOpen: async () => true,
  };
  switch (head.kind) {
    case "hid":
      return hidPosDriver(hid);
    case "keyboard":
      return keyboardDriver(hid);
    case "usb": {
      const place = { path, bus: "001", address: 4, port: "1-1" };
      const ids = { vendorId: idOf(head.vendorId), productId: idOf(head.productId) };
      return usbDriver({
        time,
        onDropped,
        claimInterface,
        loadLibrary: async () => undefined,
        listDevices: async () => [{ ...place, ...ids, interfaces: head.interfaces ?? [] }],
        mayOpen: async () => true,
        holderOf: async () => null,
      });
    }
    case "serial": {
      const ids = head.vendorId === null ? {} : { vendorId: idOf(head.vendorId), productId: idOf(head.productId) };
      return serialDriver({
        time,
        onDropped,
        openPort,
        listPorts: async () => [{ path, ...ids }],
        mayOpen: async () => true,
        holderOf: async () => null,
        resolve: async (link) => link,
      });
    }
  }
}
