import type { Checker } from "./checker.js";

/** P1: in each run of the gate, nothing is permitted before Device Configure was answered OKAY. */
export const configuredFirst: Checker = ({ history }) => {
  const offences: string[] = [];
  let configured = false;
  for (const moment of history.moments) {
    if (moment.kind === "booted") configured = false;
    if (moment.kind === "configured" && moment.okay) configured = true;
    const permitted = moment.kind === "verdict" && moment.verdict.decision === "permit";
    if ((permitted || moment.kind === "opened") && !configured) {
      offences.push(`${moment.kind} at ${moment.atMs} ms, before Device Configure was answered OKAY`);
    }
  }
  return offences;
};
