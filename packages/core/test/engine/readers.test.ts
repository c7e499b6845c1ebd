import { describe, expect, it } from "vitest";
import { TestGate } from "../gate.js";

describe("readers", () => {
  it("[P11] one that is lost is looked for until it is back, and the others read on", async () => {
    const gate = await new TestGate({ lanes: ["1", "2"] }).start();
    gate.scanners[0]?.lose();
    await gate.time.advance(20_000);
    expect(gate.state.readers).toMatchObject([{ id: "reader-1", status: "backingOff" }, { status: "open" }]);
    expect(gate.alarmCodes()).toEqual(["READER_LOST"]);
    expect((await gate.read("T1", 0, 1))?.status).toBe("OKAY");
    gate.scanners[0]?.comeBack();
    await gate.time.advance(5_000);
    expect(gate.state.readers[0]?.status).toBe("open");
    expect(gate.alarmCodes()).toEqual([]);
    expect((await gate.read("T2"))?.status).toBe("OKAY");
  });

  it("one whose source has ended is closed, and not looked for", async () => {
    const gate = await new TestGate().start();
    gate.scanners[0]?.end();
    await gate.time.advance(20_000);
    expect(gate.state.readers[0]).toMatchObject({ status: "closed" });
    expect(gate.scanners[0]?.attempts).toBe(1);
  });

  it("[P13] noise and codes longer than any ticket are nobody's scan", async () => {
    const gate = await new TestGate().start();
    for (const noise of ["", " \r\n", "\u0000", "9".repeat(5_000)]) await gate.read(noise);
    expect(gate.verdicts).toEqual([]);
  });

  it("hear a cue for a verdict, and none for a re-read", async () => {
    const gate = await new TestGate().start();
    await gate.read("T1");
    await gate.read("T1");
    await gate.read("stranger");
    expect(gate.scanners[0]?.cues).toEqual(["permit", "deny"]);
  });
});
