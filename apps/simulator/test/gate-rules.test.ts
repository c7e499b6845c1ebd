import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startRig, venueFile, type Rig } from "./rig.js";

const LOUNGE = { gateId: 2, gateName: "Lounge" };
const BAR = { gateId: 3, gateName: "Bar" };
const BALCONY = { gateId: 4, gateName: "Balcony" };

const VENUE = venueFile({
  gates: [
    { id: 1, name: "Main", rule: { kind: "external" } },
    { id: 2, name: "Lounge", rule: { kind: "internal", multipleEntries: false } },
    { id: 3, name: "Bar", rule: { kind: "internal", multipleEntries: true, zone: "bar" } },
    { id: 4, name: "Balcony", rule: { kind: "internal", multipleEntries: false, zone: "bar" } },
  ],
});

let rig: Rig;
beforeEach(async () => {
  rig = await startRig(VENUE);
  await rig.device("Main");
});
afterEach(() => rig.close());

/** Scans one after another and lists the answers. */
async function story(...scans: readonly (readonly ["enter" | "exit" | "validate", object?])[]): Promise<string[]> {
  const answers: string[] = [];
  for (const [operation, gate] of scans) answers.push(await rig.scan(operation, "A", gate));
  return answers;
}

describe("external gates", () => {
  it("admit once, let out once, and admit again after an exit", async () => {
    expect(await story(["exit"], ["enter"], ["enter"], ["exit"], ["exit"], ["enter"])).toEqual([
      "EXIT_NOT_PERMITTED",
      "OKAY",
      "ALREADY_ENTERED",
      "EXIT",
      "EXIT_NOT_PERMITTED",
      "OKAY",
    ]);
  });
});

describe("internal gates", () => {
  it("count an entry as the entry to the venue, and ask for an exit before the next", async () => {
    expect(await story(["enter", LOUNGE], ["enter"], ["enter", LOUNGE], ["exit", LOUNGE], ["enter", LOUNGE])).toEqual([
      "OKAY",
      "ALREADY_ENTERED",
      "INTERNAL_SCAN_ALREADY_ENTERED",
      "INTERNAL_SCAN_EXIT",
      "OKAY",
    ]);
  });

  it("take multiple entries where they may, and share a zone where the venue says so", async () => {
    expect(
      await story(["enter", BAR], ["enter", BAR], ["enter", BALCONY], ["enter", LOUNGE], ["exit", BALCONY]),
    ).toEqual(["OKAY", "OKAY", "INTERNAL_SCAN_ALREADY_ENTERED", "OKAY", "INTERNAL_SCAN_EXIT"]);
  });

  it("perform no exit that is not theirs", async () => {
    expect(
      await story(["enter"], ["exit", LOUNGE], ["enter", LOUNGE], ["exit", LOUNGE], ["exit", LOUNGE], ["exit"]),
    ).toEqual([
      "OKAY",
      "INTERNAL_SCAN_EXIT_NOT_PERMITTED",
      "OKAY",
      "INTERNAL_SCAN_EXIT",
      "INTERNAL_SCAN_EXIT_NOT_PERMITTED",
      "EXIT",
    ]);
  });
});

describe("the deprecated validate", () => {
  it("is an internal entry, as often as one likes where the gate has no rule", async () => {
    expect(await story(["validate"], ["validate"], ["enter"])).toEqual(["OKAY", "OKAY", "ALREADY_ENTERED"]);
  });

  it("goes by the gate's rule where it has one", async () => {
    expect(await story(["validate", LOUNGE], ["validate", LOUNGE])).toEqual(["OKAY", "INTERNAL_SCAN_ALREADY_ENTERED"]);
  });

  it("says that it is deprecated", async () => {
    const { headers } = await rig.presence("POST", "ticket/validate", {});
    expect(headers.get("deprecation")).toMatch(/^@\d+$/);
  });
});

describe("the venue's choices", () => {
  it("never admit again where re-entry is off, and answer exits with OKAY where statuses are plain", async () => {
    await rig.close();
    rig = await startRig(venueFile({ reentry: "never", exitStatuses: "okay" }));
    await rig.device("Main");
    expect(await story(["enter"], ["exit"], ["exit"], ["enter"])).toEqual([
      "OKAY",
      "OKAY",
      "EXIT_NOT_PERMITTED",
      "ALREADY_ENTERED",
    ]);
    expect(await rig.scan("enter", "B", LOUNGE)).toBe("OKAY");
    expect(await rig.scan("exit", "B", LOUNGE)).toBe("OKAY");
  });
});
