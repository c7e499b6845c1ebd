import { scannerDriverSuite, type ScannerDriverHarness } from "@usher/core/testing";
import type { Case, TakeBack } from "./suite.js";

/** The conformance suite of the scanner port, as cases: each has a harness of its own, whose scanners are closed after it. */
export function conformance(
  what: string,
  harness: (after: TakeBack) => Promise<ScannerDriverHarness>,
): readonly Case[] {
  return scannerDriverSuite.map(({ name, run }) => ({
    name: `${what}: ${name}`,
    run: async (after) => {
      const made = await harness(after);
      await run({
        ...made,
        driver: {
          ...made.driver,
          open: async (wanted, settings) => {
            const scanner = await made.driver.open(wanted, settings);
            after(() => scanner.close());
            return scanner;
          },
        },
      });
    },
  }));
}
