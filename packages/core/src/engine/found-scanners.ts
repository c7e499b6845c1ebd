import { isSameScanner, type ScannerDriver, type ScannerInfo, type WantedScanner } from "../ports/index.js";
import type { Aim } from "./reader.js";
import type { AutoDriver } from "./settings.js";

/** What a driver found when it looked. */
export interface Listing extends AutoDriver {
  readonly found: readonly ScannerInfo[];
}

/** A scanner found: what all drivers together know of it, and the way to read it. */
export interface FoundScanner {
  readonly info: ScannerInfo;
  readonly aim: Aim;
}

/** A scanner that a reader has by name, and what is known of it while it is open. */
export interface NamedScanner {
  readonly driver: ScannerDriver;
  readonly info: WantedScanner;
  readonly open: () => ScannerInfo | null;
}

interface Entry extends AutoDriver {
  readonly info: ScannerInfo;
}

/**
 * The scanners that may be taken, each once, however many drivers and interfaces show it. Only what a driver recognises is taken
 * (never a keyboard that may be somebody's), and nothing that a reader names. The way to read one is the first driver's that can,
 * in the order of the listings; where none can, the first that knows why.
 */
export function foundScanners(listings: readonly Listing[], named: readonly NamedScanner[]): FoundScanner[] {
  const entries = listings.flatMap(({ driver, settings, found }) => found.map((info) => ({ driver, settings, info })));
  const taken = [
    ...entries.filter((entry) => named.some((reader) => isNamed(entry, reader))).map(({ info }) => info),
    ...named.flatMap((reader) => reader.open() ?? []),
  ];
  return scannersOf(entries.filter(({ info }) => info.model !== undefined))
    .filter((scanner) => !scanner.some(({ info }) => taken.some((other) => isSameScanner(info, other))))
    .map((scanner) => ({ info: knownOf(scanner), aim: bestOf(scanner) }));
}

type Entries = readonly [Entry, ...Entry[]];

/** Interfaces that are one scanner. One driver that shows two paths without ports means two scanners. */
function scannersOf(entries: readonly Entry[]): Entries[] {
  const scanners: [Entry, ...Entry[]][] = [];
  for (const entry of entries) {
    const scanner = scanners.find((others) =>
      others.some(({ driver, info }) =>
        driver === entry.driver && (info.port ?? entry.info.port) === undefined
          ? info.path === entry.info.path
          : isSameScanner(info, entry.info),
      ),
    );
    if (scanner === undefined) scanners.push([entry]);
    else scanner.push(entry);
  }
  return scanners;
}

function knownOf(scanner: Entries): ScannerInfo {
  const port = scanner.find(({ info }) => info.port !== undefined)?.info.port;
  const serialNumber = scanner.find(({ info }) => info.serialNumber)?.info.serialNumber;
  return {
    ...bestOf(scanner).info,
    ...(port === undefined ? {} : { port }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
  };
}

function bestOf(scanner: Entries): Entry {
  return scanner.find(({ info }) => info.trouble === undefined) ?? scanner[0];
}

/** Another driver's reader names a scanner only by what tells scanners apart: "the one there is" is meant of its own kind. */
function isNamed({ driver, info }: Entry, reader: NamedScanner): boolean {
  const { path, vendorId, productId, serialNumber, port } = reader.info;
  const told = Object.entries({ path, vendorId, productId, serialNumber, port }).filter(([, is]) => is !== undefined);
  if (told.length === 0) return driver.kind === reader.driver.kind;
  return told.every(([key, is]) => info[key as keyof WantedScanner] === is);
}
