import { describe, expect, it } from "vitest";
import { TestGate } from "../gate.js";

describe("an operator who is impatient", () => {
  it("does not make the device probe more than once at a time, nor skip the second between two good probes", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: false };
    await gate.read("T1", 3_000);
    for (let presses = 0; presses < 20; presses++) {
      gate.scanner.commands.retry();
      await gate.time.settle();
    }
    expect(gate.service.probes).toBe(1);

    gate.service.weather = { kind: "fair" };
    await gate.until(() => gate.service.probes === 2);
    for (let presses = 0; presses < 20; presses++) {
      gate.scanner.commands.retry();
      await gate.time.settle();
    }
    expect(gate.state.connectivity).toBe("offline");
    await gate.time.advance(1_000);
    expect(gate.state.connectivity).toBe("online");
  });

  it("does not make the device configure itself more than once at a time", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = { kind: "fair", delayMs: 2_000 };
    await gate.start();
    for (let presses = 0; presses < 20; presses++) {
      gate.scanner.commands.retry();
      await gate.time.settle();
    }
    await gate.time.advance(2_000);
    expect(gate.state.phase).toBe("operating");
    expect(gate.service.configured).toHaveLength(1);
  });

  it("stops the scanner twice and hears twice that it has stopped, not before", async () => {
    const gate = await new TestGate().start();
    const order: string[] = [];
    gate.scanner.state$.subscribe({ complete: () => order.push("stopped") });
    const first = gate.scanner.stop().then(() => order.push("first"));
    const second = gate.scanner.stop().then(() => order.push("second"));
    await Promise.all([first, second]);
    expect(order).toEqual(["stopped", "first", "second"]);
  });
});

describe("starting", () => {
  it("happens once: twice, or after a stop, is an error that says what to do, and touches no scan in hand", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "fair", delayMs: 500 };
    await gate.read("T1");
    expect(() => gate.scanner.start()).toThrow(/a scanner starts once.* create the scanner anew/);
    await gate.time.advance(500);
    expect(gate.verdicts).toMatchObject([{ status: "OKAY", inDoubt: false }]);
    await gate.scanner.stop();
    expect(() => gate.scanner.start()).toThrow(/a scanner starts once/);
  });

  it("[P4] is refused to a second scanner over one store, which would settle and upload the first one's scans", async () => {
    const gate = await new TestGate().start();
    const second = new TestGate({ store: gate.store });
    expect(() => second.scanner.start()).toThrow(/with a store of its own/);
    expect(await gate.reads("T1")).toEqual(["OKAY"]);
  });

  it("is refused to a scanner that was stopped before", async () => {
    const gate = new TestGate();
    await gate.scanner.stop();
    expect(() => gate.scanner.start()).toThrow(/a scanner starts once/);
    expect(gate.scanners[0]?.attempts).toBe(0);
  });
});

describe("commands at the wrong time", () => {
  it("before the start are answered, and none lets anybody in", async () => {
    const { scanner } = new TestGate();
    const { commands } = scanner;
    await expect(commands.scan("T1")).resolves.toMatchObject({ decision: "deny", status: "NOT_CONFIGURED" });
    expect([commands.reconfigure(), commands.uploadNow()]).toEqual(["notOperating", "notOperating"]);
    await expect(commands.override("1", { role: "lead", reason: "guest" })).rejects.toThrow("before the device");
    expect(() => commands.setDirection("exit", "9")).toThrow('there is no lane "9"; the lanes are 1');
    commands.retry();
    commands.setDirection("exit");
  });

  it("after the stop are answered too, each in its way", async () => {
    const gate = await new TestGate().start();
    const { commands } = gate.scanner;
    await gate.scanner.stop();
    await expect(commands.scan("T1")).rejects.toThrow("the scanner was stopped");
    expect([commands.reconfigure(), commands.uploadNow()]).toEqual(["stopped", "stopped"]);
    await expect(commands.override("1", { role: "lead", reason: "guest" })).rejects.toThrow("the scanner was stopped");
    expect(() => commands.requeue("1")).toThrow("the store is closed");
    commands.retry();
    commands.setDirection("exit");
  });

  it("with a direction that is none turn nothing, and say so", async () => {
    const gate = await new TestGate().start();
    const { commands } = gate.scanner;
    const direction = "in" as "enter";
    expect(() => commands.setDirection(direction)).toThrow('the direction is "in", expected "enter" or "exit"');
    await expect(commands.scan("T1", { direction })).rejects.toThrow('the direction is "in"');
    await expect(commands.scan(4711 as never)).rejects.toThrow("a ticket is text");
    expect(gate.state.direction).toBe("enter");
    expect(gate.service.asked).toEqual([]);
  });
});
