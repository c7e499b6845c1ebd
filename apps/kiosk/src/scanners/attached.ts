import { isSameScanner, scannerIdentity, type ScannerDriver, type ScannerInfo } from "@usher/core";
import { fingerprintOf } from "@usher/decoders";
import { hexadecimal } from "@usher/devices";

/** A way to read an attached scanner: by which kind of reader, and why not, if not. */
export interface Way {
  readonly kind: string;
  readonly path: string;
  readonly trouble: NonNullable<ScannerInfo["trouble"]> | null;
}

/** A scanner that is attached, or what may be one: `model` is null where it is not recognised. Ids as `lsusb` prints them. */
export interface AttachedScanner {
  /** What a reader of kind "auto" calls it. */
  readonly id: string;
  readonly model: string | null;
  readonly product: string | null;
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
  readonly port: string | null;
  /** How it talks now, where its ids tell. */
  readonly mode: string | null;
  /** Whether a reader of kind "auto" takes it as it is. */
  readonly usable: boolean;
  readonly ways: readonly Way[];
}

interface Shown {
  readonly kind: string;
  readonly info: ScannerInfo;
}

/** All that the drivers show, one entry for each scanner, those that are recognised first. */
export async function attachedScanners(drivers: readonly ScannerDriver[]): Promise<AttachedScanner[]> {
  const shown = (
    await Promise.all(drivers.map(async (driver) => (await driver.list()).map((info) => ({ kind: driver.kind, info }))))
  ).flat();
  const scanners: Shown[][] = [];
  for (const each of shown) {
    const same = scanners.find((others) => others.some((other) => isOne(each, other)));
    if (same === undefined) scanners.push([each]);
    else same.push(each);
  }
  const infos = scanners.flatMap(([first]) => first?.info ?? []);
  return scanners
    .map((ways) => attached(ways, infos))
    .toSorted((one, other) => Number(one.model === null) - Number(other.model === null));
}

/** One driver shows two scanners, or two interfaces of one, which then bear its port. */
function isOne(one: Shown, other: Shown): boolean {
  const isTold = one.info.port !== undefined || one.kind !== other.kind;
  return isTold && isSameScanner(one.info, other.info);
}

function attached(ways: readonly Shown[], among: readonly ScannerInfo[]): AttachedScanner {
  const infos = ways.map(({ info }) => info);
  const known = <Key extends keyof ScannerInfo>(key: Key) => infos.find((info) => info[key] !== undefined)?.[key];
  const [first] = infos as [ScannerInfo, ...ScannerInfo[]];
  return {
    id: scannerIdentity(first, among),
    model: known("model") ?? null,
    product: known("product") ?? null,
    vendorId: idOf(first.vendorId),
    productId: idOf(first.productId),
    serialNumber: known("serialNumber") ?? null,
    port: known("port") ?? null,
    mode: fingerprintOf(first)?.mode ?? null,
    usable: infos.some(({ model, trouble }) => model !== undefined && trouble === undefined),
    ways: ways.map(({ kind, info }) => ({ kind, path: info.path, trouble: info.trouble ?? null })),
  };
}

function idOf(id: number | undefined): string | null {
  return id === undefined ? null : hexadecimal(id);
}
