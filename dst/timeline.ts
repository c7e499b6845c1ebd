import type { Entry, History, Violation } from "./history.js";

/** How much of a day is told around a violation. */
const TOLD_ENTRIES = 60;

/** What happened around a violation, for a person: the happenings of what it is about, and the faults and starts of that kiosk. */
export function timeline(history: History, { about }: Violation): string {
  const told = history.entries.filter((entry) => {
    const isFrame = ["started", "killed", "fault", "healed", "configured"].includes(entry.kind);
    const text = lineOf(entry);
    return about.some((word) => text.includes(word)) || (isFrame && about.includes(entry.kiosk));
  });
  return told.slice(-TOLD_ENTRIES).map(lineOf).join("\n");
}

function lineOf(entry: Entry): string {
  const at = (entry.atMs / 1000).toFixed(3).padStart(9);
  return `${at} s  ${entry.kiosk}/${entry.run}  ${wordsOf(entry)}`;
}

function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case "started":
    case "killed":
    case "healed":
    case "configured":
      return entry.kind;
    case "fault":
      return `fault: ${entry.name} ${entry.detail}`;
    case "asked":
      return `asked ${entry.scan.direction} ${entry.scan.barcode.token}`;
    case "answered":
      return `answered ${entry.scan.barcode.token}: ${entry.status}`;
    case "committed": {
      const { outcome, status, source, inDoubt } = entry.decision;
      return `committed ${entry.scanId} ${entry.scan.barcode.token}: ${outcome} ${status} ${source}${inDoubt ? " in doubt" : ""}`;
    }
    case "annulled":
      return `annulled ${entry.scanId}, ${entry.withdrawn ? "withdrawn" : "noted"}`;
    case "unannulled":
      return `could not annul ${entry.scanId}`;
    case "acted":
      return `the operator's ${entry.act} was done`;
    case "noted":
      return `noted the operator's ${entry.act.act}`;
    case "unnoted":
      return "could not note what the operator did";
    case "passage":
      return `the gate ${entry.passed ? "was gone through" : "did not turn"} for ${entry.scanId}`;
    case "verdict": {
      const { scanId, decision, status, source, repeated, token } = entry.verdict;
      return `showed ${scanId} ${token}: ${decision} ${status} ${source}${repeated ? " again" : ""}`;
    }
    case "opened":
      return `opened for ${entry.permit.scanId}`;
    case "acknowledged":
      return `acknowledged ${entry.scanIds.join(" ")}`;
    case "uploadSeen": {
      const { scans, status } = entry.upload;
      return `upload of ${scans.length} ${status}: ${scans.map(({ barcode }) => barcode.token).join(" ")}`;
    }
  }
}
