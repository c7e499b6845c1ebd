import { ScannerError, type ScannerInfo, type WantedScanner } from "./scanner-driver.js";

const TELLING = ["path", "vendorId", "productId", "serialNumber", "port"] as const;

/**
 * The one scanner among those found that is wanted. Throws a {@link ScannerError}: `absent` where none is like that, `failed`
 * where several are, since a gate must not read whichever comes first.
 */
export function findScanner(wanted: WantedScanner, found: readonly ScannerInfo[]): ScannerInfo {
  const told = TELLING.filter((key) => wanted[key] !== undefined);
  const alike = found.filter((info) => told.every((key) => info[key] === wanted[key]));
  const [scanner] = alike;
  const traits = told.map((key) => `${key} ${shown(key, wanted[key])}`).join(", ");
  const what = told.length === 0 ? "of this kind" : `with ${traits}`;
  if (scanner === undefined) throw new ScannerError("absent", `no scanner ${what}: is it plugged in?`);
  if (alike.length === 1) return scanner;
  const paths = alike.map(({ path, port }) => (port === undefined ? path : `${path} (port ${port})`)).join(", ");
  throw new ScannerError("failed", `several scanners ${what}: ${paths}; name a serial number or a port too`);
}

/**
 * What a scanner is known by across replugs and restarts: vendor, product and serial number (`"0c2e:0b81:S1"`), or where the
 * serial number is missing or another scanner bears it too, the port it is plugged into (`"0c2e:0b81@1-1.4"`). Where a driver
 * knows nothing of the kind, its path.
 */
export function scannerIdentity(info: ScannerInfo, among: readonly ScannerInfo[] = [info]): string {
  const { vendorId, productId, serialNumber, port, path } = info;
  if (vendorId === undefined || productId === undefined) return path;
  const make = `${hexadecimal(vendorId)}:${hexadecimal(productId)}`;
  const twins = among.filter(
    (other) => other.vendorId === vendorId && other.productId === productId && other.serialNumber === serialNumber,
  );
  const unique = serialNumber !== undefined && serialNumber !== "" && twins.length <= 1;
  if (unique) return `${make}:${serialNumber}`;
  return port === undefined ? `${make}@${path}` : `${make}@${port}`;
}

/**
 * Whether both are one scanner: of one make and at one port; where that is not known, with one serial number; where that is not
 * known either they are taken for one, since to leave one scanner alone is better than to read one twice.
 */
export function isSameScanner(one: ScannerInfo, other: ScannerInfo): boolean {
  if (one.path === other.path) return true;
  if (!isSameMake(one, other)) return false;
  if (one.port !== undefined && other.port !== undefined) return one.port === other.port;
  return !one.serialNumber || !other.serialNumber || one.serialNumber === other.serialNumber;
}

/** Whether vendor and product are known of both, and the same. */
export function isSameMake(one: ScannerInfo, other: ScannerInfo): boolean {
  return one.vendorId !== undefined && one.vendorId === other.vendorId && one.productId === other.productId;
}

/**
 * Whether both are one scanner in two modes: of one vendor, with different product ids, and one serial number or port. A scanner
 * that is set to another mode comes back as another product.
 */
export function isInOtherMode(one: ScannerInfo, other: ScannerInfo): boolean {
  if (one.vendorId === undefined || one.vendorId !== other.vendorId || one.productId === other.productId) return false;
  const isAtOnePort = one.port !== undefined && one.port === other.port;
  return isAtOnePort || (Boolean(one.serialNumber) && one.serialNumber === other.serialNumber);
}

function shown(key: (typeof TELLING)[number], value: unknown): string {
  return key === "vendorId" || key === "productId" ? hexadecimal(Number(value)) : String(value);
}

function hexadecimal(id: number): string {
  return id.toString(16).padStart(4, "0");
}
