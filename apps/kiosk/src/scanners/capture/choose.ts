import { listHidDevices, readReportDescriptor, type HidDevice } from "@usher/adapters-hid";
import { listUsbDevices, type ListedUsbDevice } from "@usher/adapters-usb";
import type { AttachedScanner } from "../attached.js";
import type { NamedByPath } from "../command-line.js";
import { hexOf, type CaptureHead } from "./capture-line.js";

/** A scanner that can be captured: where it is, and which driver reads it. */
export type CapturedScanner = Pick<CaptureHead, "path" | "kind">;

/** Which scanner a capture is of; words where that can't be told. */
export function chosenScanner(
  named: NamedByPath | null,
  attached: readonly AttachedScanner[],
): CapturedScanner | string {
  if (named !== null) return named;
  const scanners = attached.flatMap(({ model, ways }) => {
    const open = ways.filter(({ trouble }) => trouble === null);
    // Nothing is taken from the kernel that can be read without.
    const way = open.find(({ kind }) => kind !== "usb") ?? open[0];
    return model === null || way === undefined ? [] : [{ path: way.path, kind: way.kind as CaptureHead["kind"] }];
  });
  const [scanner, ...others] = scanners;
  if (scanner === undefined) {
    return "no scanner is attached that can be read: see usher-scanners list, or name one by --path";
  }
  const paths = scanners.map(({ path }) => path).join(", ");
  return others.length === 0 ? scanner : `several scanners are attached: name one by --path (${paths})`;
}

/** What the system knows of devices. */
export interface Looks {
  readonly devices: () => Promise<readonly HidDevice[]>;
  readonly descriptor: (path: string) => Promise<Uint8Array | null>;
  readonly usbDevices: () => Promise<readonly ListedUsbDevice[]>;
}

const THIS_MACHINE: Looks = {
  devices: () => listHidDevices(),
  descriptor: readReportDescriptor,
  usbDevices: listUsbDevices,
};

/** The head of a capture of this scanner, which is all that a replay needs to know of it. */
export async function headOf(
  { kind, path }: CapturedScanner,
  attached: readonly AttachedScanner[],
  about: Pick<CaptureHead, "layout" | "mode" | "startedAt">,
  looks: Looks = THIS_MACHINE,
): Promise<CaptureHead> {
  const scanner = attached.find(({ ways }) => ways.some((way) => way.path === path));
  const head = {
    usherCapture: 1,
    kind,
    path,
    vendorId: scanner?.vendorId ?? null,
    productId: scanner?.productId ?? null,
    product: scanner?.product ?? null,
    ...about,
    platform: process.platform,
  } as const;
  if (kind === "serial") return head;
  if (kind === "usb") {
    // Where the machine has no USB bus, opening the scanner says so.
    const devices = await looks.usbDevices().catch(() => []);
    const device = devices.find((each) => each.path === path);
    return {
      ...head,
      interfaces: (device?.interfaces ?? []).map((each) => ({ ...each, endpoints: [...each.endpoints] })),
    };
  }
  const device = (await looks.devices()).find((each) => each.path === path);
  const descriptor = await looks.descriptor(path);
  return {
    ...head,
    usages: [...(device?.usages ?? [])],
    reportDescriptor: descriptor === null ? null : hexOf(descriptor),
  };
}
