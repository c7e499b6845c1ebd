import { expect, it } from "vitest";
import { crash } from "./crash.js";
import { report } from "./report.js";

/** `npm run crash` does the same a few hundred times. */
const SEED = 4;

it("[P4] [P6] [P7] [P9] a kiosk that is killed again and again loses, changes and doubles nothing", async () => {
  const outcome = await crash({ cycles: 6, seed: SEED });
  expect(outcome.violations, report(outcome, SEED)).toEqual([]);
  const permits = outcome.evidence.shown.filter(({ decision }) => decision === "permit");
  // How many there are before each kill is up to the machine.
  expect(permits.length, report(outcome, SEED)).toBeGreaterThan(0);
}, 60_000);
