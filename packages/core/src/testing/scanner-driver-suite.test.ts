import { Subject } from "rxjs";
import { describe, expect, test } from "vitest";
import type { Frame } from "../domain/frame.js";
import type { ScannerDriver } from "../ports/scanner-driver.js";
import { scannerDriverSuite, type ScannerDriverHarness } from "./scanner-driver-suite.js";
import { scriptedScanner } from "./scripted-scanner.js";

function scriptedHarness(): ScannerDriverHarness {
  const scripted = scriptedScanner();
  return {
    driver: scripted.driver,
    settings: {},
    info: scripted.info,
    absent: { path: "/scripted/absent" },
    exclusive: true,
    scan: (text) => scripted.emit(text),
    unplug: async () => scripted.lose(),
    plug: async () => scripted.comeBack(),
  };
}

describe("the scripted scanner is a ScannerDriver", () => {
  test.each(scannerDriverSuite)("$name", async ({ run }) => {
    await run(scriptedHarness());
  });
});

describe("the suite notices", () => {
  const caseOf = (part: string) => scannerDriverSuite.find(({ name }) => name.includes(part))?.run;
  const broken = (driver: (good: ScannerDriver) => Partial<ScannerDriver>): ScannerDriverHarness => {
    const harness = scriptedHarness();
    return { ...harness, driver: { ...harness.driver, ...driver(harness.driver) } };
  };

  test("a driver that opens what is not there", async () => {
    const harness = broken((good) => ({ open: () => good.open({ path: "/scripted/0" }, {}) }));
    await expect(caseOf("fails as absent")?.(harness)).rejects.toThrow("expected a ScannerError absent");
  });

  test("a driver that rejects when it can't look", async () => {
    const harness = broken(() => ({ list: () => Promise.reject(new Error("no udevadm")) }));
    await expect(caseOf("never rejects")?.(harness)).rejects.toThrow("no udevadm");
  });

  test("a driver that delivers a read twice", async () => {
    const harness = broken((good) => ({
      open: async (info, settings) => {
        const scanner = await good.open(info, settings);
        const frames$ = new Subject<Frame>();
        scanner.frames$.subscribe((frame) => {
          frames$.next(frame);
          frames$.next(frame);
        });
        return { ...scanner, frames$ };
      },
    }));
    await expect(caseOf("delivered once")?.(harness)).rejects.toThrow('["ONE","TWO","TWO","Größe 3"]');
  });
});
