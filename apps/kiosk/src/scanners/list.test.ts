import { ScriptedBus, type ScriptedDevice } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { attachedScanners } from "./attached.js";
import { listJson, listText } from "./list.js";

const VOYAGER: ScriptedDevice = {
  vendorId: 0x0c2e,
  productId: 0x0b81,
  serialNumber: "S1",
  model: "Honeywell Voyager 1400g",
  interfaces: { hid: { code: "noRights", message: "no rights: install the udev rule" }, keyboard: undefined },
};
const BRIDGE: ScriptedDevice = { vendorId: 0x0403, productId: 0x6001, interfaces: { serial: undefined } };

async function listed(plugged: Readonly<Record<string, ScriptedDevice>>) {
  const bus = new ScriptedBus();
  for (const [port, device] of Object.entries(plugged)) bus.plug(port, device);
  return attachedScanners(["hid", "serial", "keyboard"].map((kind) => bus.driver(kind)));
}

describe("usher-scanners list", () => {
  test("shows each scanner once, with the ways to read it and what is in the way", async () => {
    const text = listText(await listed({ "1-2": BRIDGE, "1-1.4": VOYAGER }), []);
    expect(text.split("\n")).toEqual([
      "SCANNER                  IDS        SERIAL NUMBER  PORT   READ AS   PATH                 USABLE",
      "Honeywell Voyager 1400g  0c2e:0b81  S1             1-1.4  hid       /scripted/hid1       no",
      "                                                          keyboard  /scripted/keyboard1  yes",
      "not recognised           0403:6001                 1-2    serial    /scripted/serial0    if named",
      "",
      '0403:6001@1-2: Usher does not know this as a scanner. If it is one, name it: kind "serial" with its path or ids.',
      "",
    ]);
  });

  test("says why no way is open", async () => {
    const text = listText(await listed({ "1-1": { ...VOYAGER, interfaces: { hid: VOYAGER.interfaces["hid"] } } }), []);
    expect(text).toContain("\n\n0c2e:0b81:S1, hid: no rights: install the udev rule.\n");
  });

  test("tells two alike apart by their ports, and programs the same as people", async () => {
    const { serialNumber: _, ...nameless } = VOYAGER;
    const scanners = await listed({ "1-1": nameless, "1-2": nameless });
    expect(JSON.parse(listJson(scanners, ["no bus"]))).toMatchObject({
      scanners: [
        { id: "0c2e:0b81@1-1", vendorId: "0c2e", mode: "keyboard", serialNumber: null, usable: true },
        {
          id: "0c2e:0b81@1-2",
          ways: [
            { kind: "hid", trouble: { code: "noRights" } },
            { kind: "keyboard", trouble: null },
          ],
        },
      ],
      obstacles: ["no bus"],
    });
  });

  test("says that nothing is there, and why that may be", async () => {
    expect(listText(await listed({}), ["this machine has no USB bus"])).toBe(
      "No scanner is attached.\nThis machine has no USB bus.\n",
    );
  });
});
