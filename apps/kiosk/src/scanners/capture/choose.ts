import { listHidDevices, readReportDescriptor, type HidDevice } from "@usher/adapters-hid";
import type { AttachedScanner } from "../attached.js";
import type { NamedByPath } from "../command-line.js";
import { hexOf, type CaptureHead } from "./capture-line.js";

/** Which scanner a capture is of; words where that can't be told. */
export function chosenScanner(named: NamedByPath | null, attached: readonly AttachedScanner[]): NamedByPath | string {
  if (named !== null) return named;
  const usable = attached.filter((scanner) => scanner.usable);
  const [scanner] = usable;
  if (scanner === undefined)
    return "no scanner is attached that can be read: see usher-scanners list, or name one by --path";
  const ways = usable.flatMap((each) => each.ways.filter(({ trouble }) => trouble === null));
  if (usable.length > 1)
    return `several scanners are attached: name one by --path (${ways.map(({ path }) => path).join(", ")})`;
  const way = scanner.ways.find(({ trouble }) => trouble === null);
  return { path: way?.path ?? "", kind: (way?.kind ?? "serial") as NamedByPath["kind"] };
}

/** What the system knows of HID devices. */
export interface HidLooks {
  readonly devices: () => Promise<readonly HidDevice[]>;
  readonly descriptor: (path: string) => Promise<Uint8Array | null>;
}

const THIS_MACHINE: HidLooks = { devices: () => listHidDevices(), descriptor: readReportDescriptor };

/** The head of a capture of this scanner, which is all that a replay needs to know of it. */
export async function headOf(
  { kind, path }: NamedByPath,
  attached: readonly AttachedScanner[],
  about: { readonly layout: string | undefined; readonly startedAt: string },
  looks: HidLooks = THIS_MACHINE,
): Promise<CaptureHead> {
  const scanner = attached.find(({ ways }) => ways.some((way) => way.path === path));
  const head = {
    usherCapture: 1,
    kind,
    path,
    vendorId: scanner?.vendorId ?? null,
    productId: scanner?.productId ?? null,
    product: scanner?.product ?? null,
    ...(about.layout === undefined ? {} : { layout: about.layout }),
    platform: process.platform,
    startedAt: about.startedAt,
  } as const;
  if (kind === "serial") return head;
  const device = (await looks.devices()).find((each) => each.path === path);
  const descriptor = await looks.descriptor(path);
  return {
    ...head,
    usages: [...(device?.usages ?? [])],
    reportDescriptor: descriptor === null ? null : hexOf(descriptor),
  };
}
