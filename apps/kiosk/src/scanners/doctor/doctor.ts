import { CHECKS, type Patient } from "./checks.js";
import type { Finding } from "./finding.js";

/** Looks at everything. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  return (await Promise.all(CHECKS.map((check) => check(patient)))).flat();
}

const MARKS = { fine: "ok   ", note: "note ", wrong: "WRONG" } as const;

/** The findings for people, each with its fix, and a last line that sums up. */
export function findingsText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, level, message, fix }) => [
    `${MARKS[level]} ${check}: ${message}`,
    ...(fix === undefined ? [] : [`      fix: ${fix}`]),
  ]);
  const wrong = findings.filter(({ level }) => level === "wrong").length;
  return `${[...lines, "", wrong === 0 ? "Nothing is wrong." : `${wrong} wrong.`].join("\n")}\n`;
}

/** The exit code: 1 where something is wrong. */
export function exitCodeOf(findings: readonly Finding[]): number {
  return findings.some(({ level }) => level === "wrong") ? 1 : 0;
}
