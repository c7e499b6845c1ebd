import { isSameMake, scannerIdentity, type ScannerInfo } from "../ports/index.js";

/** A scanner that was found before. What is open is there still, whatever else is now told of its place. */
export interface KnownScanner {
  readonly info: ScannerInfo;
  readonly isOpen: boolean;
}

/**
 * The ids of the readers for the scanners found. A scanner keeps the id it is known by: back at its place, or at another one where
 * its serial number tells it from all others. A new one gets its `scannerIdentity` among all that are or were there, so that
 * scanners which share a serial number are told apart by their ports.
 */
export function readerIds(
  found: readonly ScannerInfo[],
  known: ReadonlyMap<string, KnownScanner>,
): ReadonlyMap<string, ScannerInfo> {
  const given = new Map<string, ScannerInfo>();
  const rest = new Set(found);
  const give = (id: string | undefined, info: ScannerInfo) => {
    if (id === undefined || given.has(id)) return;
    given.set(id, info);
    rest.delete(info);
  };
  const freeLike = (like: (other: KnownScanner) => boolean) =>
    [...known].filter(([id, other]) => !given.has(id) && like(other)).map(([id]) => id);

  for (const info of rest) give(freeLike((other) => isAtItsPlace(info, other))[0], info);
  for (const info of rest) {
    const bearers = freeLike((other) => isTwin(info, other.info));
    const twins = found.filter((other) => other !== info && isTwin(info, other));
    if (bearers.length === 1 && twins.length === 0) give(bearers[0], info);
  }
  for (const info of rest) {
    give(scannerIdentity(info, [...found, ...[...known.values()].map((other) => other.info)]), info);
  }
  return given;
}

/** A serial number that could not be read for once does not make another scanner of the one that is open. */
function isAtItsPlace(info: ScannerInfo, { info: other, isOpen }: KnownScanner): boolean {
  if (!isSameMake(info, other)) return info.vendorId === undefined && info.path === other.path;
  if ((info.serialNumber ?? "") !== (other.serialNumber ?? "") && !isOpen) return false;
  return info.port === undefined || other.port === undefined ? info.path === other.path : info.port === other.port;
}

function isTwin(info: ScannerInfo, other: ScannerInfo): boolean {
  return isSameMake(info, other) && Boolean(info.serialNumber) && info.serialNumber === other.serialNumber;
}
