import { decidedIn, isOfflinePermit, type Violation } from "./agree.js";
import type { CrashOutcome } from "./crash.js";

/** Violations shown in full; the rest is counted. */
const LISTED = 20;

/** What came of it, in lines. */
export function report({ cycles, scans, kills, evidence, violations, elapsedMs }: CrashOutcome, seed: number): string {
  const decided = decidedIn(evidence.journal);
  const permits = decided.filter(({ decision }) => decision.outcome === "permit");
  const offline = permits.filter(isOfflinePermit);
  const shown = evidence.shown.filter(({ decision, repeated }) => decision === "permit" && !repeated);
  const inDoubt = decided.filter(({ decision }) => decision.inDoubt);
  const uploads = evidence.service.filter(({ mode }) => mode === "offline");
  const byPhase = [...kills].toSorted(([, a], [, b]) => b - a).map(([phase, count]) => `${count} ${phase}`);
  const count = (kind: Violation["kind"]) => violations.filter((violation) => violation.kind === kind).length;
  const others = violations.length - count("lost") - count("changed") - count("double");
  return [
    `seed ${seed}: ${cycles} kills in ${(elapsedMs / 1000).toFixed(0)} s (${byPhase.join("; ")})`,
    `scans    ${scans} at the scanners, ${decided.length} in the journal: ${permits.length} permitted, ${offline.length} of them offline`,
    `shown    ${shown.length} permits reached the gate display before a kill`,
    `in doubt ${inDoubt.length} sent and not answered, ${inDoubt.filter(isOfflinePermit).length} of them permitted offline`,
    `uploads  ${uploads.length} offline scans at the service`,
    `lost ${count("lost")}, changed ${count("changed")}, double ${count("double")}, other violations ${others}`,
    ...violations.slice(0, LISTED).map(({ kind, message }) => `  ${kind}: ${message}`),
    ...(violations.length > LISTED ? [`  and ${violations.length - LISTED} more`] : []),
  ].join("\n");
}
