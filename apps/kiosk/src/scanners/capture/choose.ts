import { listHidDevices, readReportDescriptor, type HidDevice } from "@usher/adapters-hid";
import type { AttachedScanner } from "../attached.js";
import type { NamedByPath } from "../command-line.js";
import { captureHeadSchema, hexOf, type CaptureHead } from "./capture-line.js";

/** A scanner that can be captured: where it is, and which driver reads it. */
export type CapturedScanner = Pick<CaptureHead, "path" | "kind">;

/** Which scanner a capture is of; words where that can't be told. */
export function chosenScanner(
  named: NamedByPath | null,
  attached: readonly AttachedScanner[],
): CapturedScanner | string {
  if (named !== null) {
    const { path, kind } = named;
    return isCaptured(kind)
      ? { path, kind }
      : `a scanner of kind "${kind}" can't be captured: only ${CAPTURED.join(", ")}`;
  }
  const scanners = attached.flatMap(({ model, ways }) => {
    const way = ways.find(({ kind, trouble }) => trouble === null && isCaptured(kind));
    return model === null || way === undefined ? [] : [{ path: way.path, kind: way.kind as CaptureHead["kind"] }];
  });
  const [scanner, ...others] = scanners;
  if (scanner === undefined) {
    return "no scanner is attached that can be read: see usher-scanners list, or name one by --path";
  }
  const paths = scanners.map(({ path }) => path).join(", ");
  return others.length === 0 ? scanner : `several scanners are attached: name one by --path (${paths})`;
}

const CAPTURED = captureHeadSchema.shape.kind.options;

function isCaptured(kind: string): kind is CaptureHead["kind"] {
  return (CAPTURED as readonly string[]).includes(kind);
}

/** What the system knows of HID devices. */
export interface HidLooks {
  readonly devices: () => Promise<readonly HidDevice[]>;
  readonly descriptor: (path: string) => Promise<Uint8Array | null>;
}

const THIS_MACHINE: HidLooks = { devices: () => listHidDevices(), descriptor: readReportDescriptor };

/** The head of a capture of this scanner, which is all that a replay needs to know of it. */
export async function headOf(
  { kind, path }: CapturedScanner,
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
