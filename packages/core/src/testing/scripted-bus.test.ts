import { describe, expect, it } from "vitest";
import { ScriptedBus, type ScriptedDevice } from "./scripted-bus.js";
import { scannerDriverSuite } from "./scanner-driver-suite.js";

const SCANNER: ScriptedDevice = {
  vendorId: 0x0c2e,
  productId: 0x0b81,
  serialNumber: "S1",
  model: "Voyager 1400g",
  interfaces: { hid: undefined, keyboard: { code: "wrongMode", message: "types" } },
};

describe("the scripted bus", () => {
  it.each(scannerDriverSuite)("is behind a ScannerDriver: $name", async ({ run }) => {
    const bus = new ScriptedBus();
    bus.plug("1-1", SCANNER);
    const driver = bus.driver("hid");
    const [info = { path: "" }] = await driver.list();
    await run({
      driver,
      settings: {},
      info,
      absent: { path: "/scripted/hid7" },
      exclusive: false,
      scan: (text) => void bus.scan("1-1", text),
      unplug: async () => void bus.unplug("1-1"),
      plug: async () => bus.plug("1-1", SCANNER),
    });
  });

  it("gives the lowest path that is free, shows one device to several drivers, and says what is the matter", async () => {
    const bus = new ScriptedBus();
    for (const port of ["1-1", "1-2"]) bus.plug(port, SCANNER);
    bus.unplug("1-1");
    bus.plug("1-3", SCANNER);
    const listed = await bus.driver("keyboard").list();
    expect(listed.map(({ path, port }) => [path, port])).toEqual([
      ["/scripted/keyboard1", "1-2"],
      ["/scripted/keyboard0", "1-3"],
    ]);
    await expect(bus.driver("keyboard").open({ port: "1-2" }, {})).rejects.toMatchObject({ code: "wrongMode" });
    expect(await bus.driver("serial").list()).toEqual([]);
  });

  it("delivers a read to everyone who has opened the device, and tells of plugs", async () => {
    const bus = new ScriptedBus();
    let changes = 0;
    bus.changes$.subscribe(() => (changes += 1));
    bus.plug("1-1", SCANNER);
    const both = await Promise.all([bus.driver("hid").open({}, {}), bus.driver("hid").open({}, {})]);
    expect(bus.scan("1-1", "T1")).toBe(2);
    await both[0]?.close();
    expect(bus.scan("1-1", "T1")).toBe(1);
    expect(bus.unplug("1-1")).toBe(SCANNER);
    expect(() => bus.scan("1-1", "T1")).toThrow("nothing at port 1-1");
    expect(changes).toBe(2);
  });
});
