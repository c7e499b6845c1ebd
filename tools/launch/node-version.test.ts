import { expect, it } from "vitest";
import { tooOld } from "./node-version.mjs";

it("an old Node is told from a new one, and what is needed", () => {
  for (const version of ["20.12.0", "20.20.2", "21.0.0", "100.1.0", process.versions.node]) {
    expect(tooOld(version)).toBeNull();
  }
  for (const version of ["18.19.0", "20.9.0", "4.99.0"]) {
    expect(tooOld(version)).toBe(
      `Node 20.12 or newer is needed, and this is ${version}: install one from https://nodejs.org`,
    );
  }
});
