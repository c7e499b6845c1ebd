import type { Checker } from "./checker.js";
import { linesOf } from "./lines.js";
import { named, storiesOf } from "./stories.js";

/** The limit of an ask, and how long a service that does not let go of it is waited for. */
const LONGEST_ASK_MS = 3_000 + 200;

/**
 * P12: scan times are the wall clock at the read, beside them stands the skew of the last answer before, and durations are
 * measured by the clock that does not jump.
 */
export const timesAreTrue: Checker = (world) => [
  ...untrueVerdicts(world),
  ...untrueScans(world),
  ...untrueSkews(world),
  ...longAsks(world),
];

const untrueVerdicts: Checker = (world) =>
  linesOf(world).answered.flatMap(({ read, verdict, atMs, repeats }) => {
    if (repeats !== null) return [];
    const { scanId, scanTimeMs, elapsedMs } = verdict;
    const tookMs = Math.round(atMs - read.atMs);
    return [
      ...(scanTimeMs === read.wallMs ? [] : [`${scanId}: read at ${read.wallMs}, says ${scanTimeMs}`]),
      ...(elapsedMs === tookMs ? [] : [`${scanId}: took ${tookMs} ms, says ${elapsedMs}`]),
    ];
  });

const untrueScans: Checker = ({ history }) =>
  storiesOf(history).flatMap(({ scan, verdict }) => {
    if (verdict === null || verdict.verdict.scanTimeMs === scan.scanTimeMs) return [];
    return [`${named(scan)}: shown as of ${verdict.verdict.scanTimeMs}`];
  });

const untrueSkews: Checker = ({ history }) => {
  const offences: string[] = [];
  const asked = new Set<string>();
  let skewMs: number | null = null;
  for (const moment of history.moments) {
    if (moment.kind === "booted") skewMs = null;
    if (moment.kind === "answered") skewMs = moment.serviceTimeMs - moment.wallMs;
    if (moment.kind !== "asked" && moment.kind !== "kept") continue;
    const { scan } = moment;
    if (moment.kind === "kept" && asked.has(JSON.stringify(scan))) continue;
    if (moment.kind === "asked") asked.add(JSON.stringify(scan));
    if (scan.skewMs !== skewMs) offences.push(`${named(scan)}: skew ${scan.skewMs}, last seen ${skewMs}`);
  }
  return offences;
};

const longAsks: Checker = ({ history }) =>
  storiesOf(history).flatMap(({ scan, asked: [question], told: [answer] }) => {
    if (question === undefined || answer === undefined) return [];
    const waitedMs = answer.atMs - question.atMs;
    return waitedMs <= LONGEST_ASK_MS ? [] : [`${named(scan)}: waited ${waitedMs} ms for the service`];
  });
