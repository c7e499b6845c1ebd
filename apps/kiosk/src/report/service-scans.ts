import { readFileSync } from "node:fs";
import { z } from "zod";
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

/**
 * Reads what a service knows: a JSON list, as the simulator's `GET /admin/scans` gives it, or an object a line (NDJSON). Throws a {@link StartError} that names file, place and
 * what was expected.
 */
export function readServiceScans(file: string): readonly ServiceScan[] {
  const text = textOf(file);
  if (text.trimStart().startsWith("[")) {
    const list = parsed(text, file);
    return (list as readonly unknown[]).map((row, index) => checked(row, `${file}: scan ${index + 1}`));
  }
  return text.split("\n").flatMap((line, index) => {
    const place = `${file}:${index + 1}`;
    return line.trim() === "" ? [] : [checked(parsed(line, place), place)];
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`${file} cannot be read: ${why}`, { cause });
  }
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new StartError(`${place}: this is not JSON, expected a list of scans, or a scan a line`, { cause });
  }
}

function checked(row: unknown, place: string): ServiceScan {
  const result = serviceScan.safeParse(row);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
  throw new StartError(`${place}: ${problems.join("; ")}`);
}
