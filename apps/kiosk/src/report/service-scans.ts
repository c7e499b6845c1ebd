import { checked, readText } from "@usher/validators";
import { z } from "zod";
import { LIMITS } from "../limits.js";
import { StartError } from "../start-error.js";
import type { ServiceScan } from "./service-view.js";

const serviceScan = z.object({
  token: z.string().min(1),
  scanType: z.enum(["ENTER", "EXIT"]),
  status: z.string(),
  deviceId: z.int(),
  gateName: z.string(),
  scanTimeMs: z.number(),
  mode: z.enum(["online", "offline"]),
});

const EXPECTED = "expected a list of scans, or a scan a line";

/**
 * Reads what a service knows: a JSON list, as the simulator's `GET /admin/scans` gives it, or an object a line (NDJSON). Throws a
 * {@link StartError} that names file, place and what was expected.
 */
export function readServiceScans(file: string): readonly ServiceScan[] {
  const read = readText(file, LIMITS.serviceScansBytes);
  if (read.kind !== "text") throw new StartError(`${file}: ${read.reason}`, { cause: read.cause });
  const text = read.text.trim();
  if (text === "") throw new StartError(`${file}: there is nothing in this file, ${EXPECTED}; no scans are []`);
  if (text.startsWith("[")) {
    const list = parsed(text, file) as readonly unknown[];
    return list.map((row, index) => scanOf(row, `${file}: scan ${index + 1}`));
  }
  return text.split("\n").flatMap((line, index) => {
    const place = `${file}: line ${index + 1}`;
    return line.trim() === "" ? [] : [scanOf(parsed(line, place), place)];
  });
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new StartError(`${place}: this is not JSON, ${EXPECTED}`, { cause });
  }
}

function scanOf(row: unknown, place: string): ServiceScan {
  const result = checked(serviceScan, row, () => null);
  if (result.ok) return result.value;
  const [first, ...others] = result.problems.map(({ path, message }) =>
    path === "" ? message : `${path}: ${message}`,
  );
  throw new StartError(`${place}: ${first}${others.length === 0 ? "" : `, and ${others.length} more`}`);
}
