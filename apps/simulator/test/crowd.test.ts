import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sendCrowd } from "../src/crowd/crowd.js";
import { startRig, type Rig } from "./rig.js";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const crowd = (changes: object = {}) => {
  let drawn = 0;
  return sendCrowd({
    venueFile: join(rig.folder, "venue.jsonc"),
    presence: rig.simulator.addresses.presence,
    devices: 3,
    scans: 60,
    scansPerSecond: 10_000,
    clocks: rig.clocks,
    random: () => (drawn = (drawn + 0.37) % 1),
    signal: new AbortController().signal,
    ...changes,
  });
};

describe("a crowd", () => {
  it("comes through devices of its own at the venue's gates, and tells what it was answered", async () => {
    const { scans, answers, medianMs, p99Ms } = await crowd();
    expect(scans).toBe(60);
    expect(Object.values(answers).reduce((sum, count) => sum + count)).toBe(60);
    expect(answers).toMatchObject({ OKAY: expect.any(Number) as number, NOT_FOUND: expect.any(Number) as number });
    expect(p99Ms).toBeGreaterThanOrEqual(medianMs);
    expect((await rig.admin("GET", "scans")).json).toHaveLength(60);
    expect((await rig.admin("GET", "devices")).json).toMatchObject([
      { name: "Crowd 1", gateName: "Main" },
      { name: "Crowd 2", gateName: "Lounge" },
      { name: "Crowd 3", gateName: "Main" },
    ]);
  });

  it("goes home when it is told to", async () => {
    expect(await crowd({ signal: AbortSignal.abort() })).toMatchObject({ scans: 0, answers: {} });
  });

  it("does not come where the simulator is gone, and says so", async () => {
    await rig.admin("PUT", "faults", { unreachable: true });
    await expect(crowd()).rejects.toThrow(
      /can't be configured \(unreachable: refused\): is http.* the "presence" of a simulator of this venue file\?/,
    );
  });
});
