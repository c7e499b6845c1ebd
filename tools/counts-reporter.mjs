/**
 * Ends a test run with one plain line of counts. A file that could not be run at all counts as one failed test, and so does an
 * error that no test caught.
 *
 * @type {import("vitest/node").Reporter}
 */
export const countsReporter = {
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      counts.failed += module.errors().length > 0 ? 1 : 0;
    }
    const skipped = counts.skipped + counts.pending;
    console.log(`tests: ${counts.passed} passed, ${counts.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  },
};
