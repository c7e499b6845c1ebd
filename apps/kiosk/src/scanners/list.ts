import { table } from "../table.js";
import type { AttachedScanner } from "./attached.js";

const HEAD = ["SCANNER", "IDS", "SERIAL NUMBER", "PORT", "READ AS", "PATH", "USABLE"];

/** What is attached, for people: a table, and below it what keeps a scanner from being read and what to do. */
export function listText(scanners: readonly AttachedScanner[], obstacles: readonly string[]): string {
  if (scanners.length === 0) return lines(["No scanner is attached.", ...obstacles.map((told) => `${capital(told)}.`)]);
  return lines([...table([HEAD, ...scanners.flatMap(rowsOf)]), ...scanners.flatMap(remarksOf)]);
}

/** The same for programs. */
export function listJson(scanners: readonly AttachedScanner[], obstacles: readonly string[]): string {
  return `${JSON.stringify({ scanners, obstacles }, null, 2)}\n`;
}

/** A row for each way to read it; the first one tells which scanner it is. */
function rowsOf(scanner: AttachedScanner): string[][] {
  const { model, product, vendorId, productId, serialNumber, port } = scanner;
  const name = model ?? `not recognised${product === null ? "" : ` (${product})`}`;
  const ids = vendorId === null ? "" : `${vendorId}:${productId}`;
  return scanner.ways.map(({ kind, path, trouble }, index) => [
    ...(index === 0 ? [name, ids, serialNumber ?? "", port ?? ""] : ["", "", "", ""]),
    kind,
    path,
    usableWord(scanner, trouble !== null),
  ]);
}

function usableWord({ model }: AttachedScanner, isTroubled: boolean): string {
  if (isTroubled) return "no";
  return model === null ? "if named" : "yes";
}

/** What is in the way is told where no other way is open. */
function remarksOf({ id, model, ways }: AttachedScanner): string[] {
  const isReadable = ways.some(({ trouble }) => trouble === null);
  const troubles = ways.flatMap(({ kind, trouble }) =>
    trouble === null || isReadable ? [] : [`${id}, ${kind}: ${trouble.message}.`],
  );
  const unknown = `${id}: Usher does not know this as a scanner. If it is one, name it: kind "${ways[0]?.kind ?? ""}" with its path or ids.`;
  return model === null && isReadable ? ["", unknown] : troubles.flatMap((told) => ["", told]);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
