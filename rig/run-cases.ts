import { inspect } from "node:util";
import type { Case } from "./suite.js";

/** How a case went. */
export interface CaseResult {
  readonly name: string;
  readonly ms: number;
  /** Null where it held. */
  readonly failure: string | null;
}

/** Runs cases in order, each to its end with its clean-up, and tells of each. One that takes longer than `caseMs` failed. */
export async function runCases(
  cases: readonly Case[],
  { caseMs, told }: { readonly caseMs: number; readonly told: (result: CaseResult) => void },
): Promise<void> {
  for (const { name, run } of cases) {
    const startedMs = performance.now();
    const failure = await failureOf(run, caseMs);
    told({ name, ms: Math.round(performance.now() - startedMs), failure });
  }
}

async function failureOf(run: Case["run"], caseMs: number): Promise<string | null> {
  const cleanUps: (() => unknown)[] = [];
  const failures: unknown[] = [];
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await inTime(Promise.resolve(work()), caseMs);
    } catch (error) {
      failures.push(error);
    }
  };
  await attempt(() => run((cleanUp) => void cleanUps.unshift(cleanUp)));
  for (const cleanUp of cleanUps) await attempt(cleanUp);
  return failures.length === 0 ? null : failures.map((error) => inspect(error)).join("\n");
}

async function inTime(work: Promise<unknown>, caseMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${caseMs} ms`)), caseMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
