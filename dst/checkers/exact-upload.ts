import type { Scan } from "@usher/core";
import type { Violation } from "../history.js";
import { serviceWith } from "../plant.js";
import { uploadKey } from "../venue-service.js";
import { decidedBy, type Checker, type DayRecord, type KioskRecord } from "./checker.js";

/** What arrived is exactly what was permitted offline, in doubt or not, as it was journalled, in journal order per device. */
export const exactUpload: Checker = {
  name: "exact upload",
  promises: ["P4", "P9", "P12"],
  check: (record) => record.kiosks.flatMap((kiosk) => ofKiosk(kiosk, record)),
  canary: {
    service: (service) =>
      serviceWith(service, {
        upload: (batch, signal) =>
          service.upload(
            { ...batch, scans: batch.scans.map((scan) => ({ ...scan, scanTimeMs: scan.scanTimeMs + 1 })) },
            signal,
          ),
      }),
  },
};

function ofKiosk(kiosk: KioskRecord, { service }: DayRecord): readonly Violation[] {
  const wrong = (message: string, scan: Scan | undefined) => [
    {
      checker: exactUpload.name,
      message: `${kiosk.name}: ${message}`,
      about: scan === undefined ? [kiosk.name] : [scan.barcode.token],
    },
  ];
  const requeued = new Set(kiosk.journal.flatMap(({ kind, scanId }) => (kind === "requeued" ? [scanId] : [])));
  const permits = decidedBy(kiosk).filter(
    ({ decision }) => decision.outcome === "permit" && decision.source !== "online",
  );
  const withdrawn = new Set(
    kiosk.journal.flatMap(({ kind, scanId, data }) => (kind === "annulled" && data.withdrawn ? [scanId] : [])),
  );
  // What was withdrawn may have arrived before, by an upload whose answer was lost.
  const due = permits.filter(({ state, scanId }) => state !== "quarantined" && !withdrawn.has(scanId));
  const came = service.uploaded.filter(({ device }) => device.name === kiosk.name);
  const dueByKey = new Map(due.map(({ scan }) => [uploadKey(scan), scan]));
  const permitByKey = new Map(permits.map(({ scan }) => [uploadKey(scan), scan]));

  for (const scan of came) {
    const original = permitByKey.get(uploadKey(scan));
    if (original === undefined) return wrong(`uploaded a scan that it did not permit offline`, scan);
    if (JSON.stringify(original) !== JSON.stringify(scan)) return wrong("uploaded a scan with other data", scan);
  }
  const cameKeys = new Set(came.map(uploadKey));
  const missing = due.find(({ scan }) => !cameKeys.has(uploadKey(scan)));
  if (missing !== undefined) return wrong(`scan ${missing.scanId} never arrived`, missing.scan);
  const inPlace = new Set(due.filter(({ scanId }) => !requeued.has(scanId)).map(({ scan }) => uploadKey(scan)));
  const [expected, actual] = [[...dueByKey.keys()], came.map(uploadKey)].map((keys) =>
    keys.filter((key) => inPlace.has(key)),
  );
  const swapped = expected?.findIndex((key, index) => key !== actual?.[index]) ?? -1;
  return swapped < 0
    ? []
    : wrong(`upload number ${swapped} came out of order`, dueByKey.get(expected?.[swapped] ?? ""));
}
