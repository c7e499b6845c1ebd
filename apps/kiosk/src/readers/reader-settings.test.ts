import { PassThrough } from "node:stream";
import { ScriptedBus } from "@usher/core/testing";
import { expect, test } from "vitest";
import { readerSchema } from "../configuration/reader-schema.js";
import { readerSettings } from "./reader-settings.js";

const bus = new ScriptedBus();
const drivers = {
  hid: bus.driver("hid"),
  serial: bus.driver("serial"),
  usb: bus.driver("usb"),
  keyboard: bus.driver("keyboard"),
};

/** What becomes of an entry of the configuration. */
function settingsOf(entry: object) {
  const [reader] = readerSettings([{ ...readerSchema.parse(entry), id: "R" }], drivers, new PassThrough());
  if (reader === undefined || !("driver" in reader)) throw new Error("this is no reader of one scanner");
  const { driver, ...rest } = reader;
  return { kind: driver.kind, ...rest };
}

test.each([
  [
    { kind: "hid", lane: "2", direction: "exit", vendorId: "0c2e", suffix: "X" },
    { kind: "hid", lane: "2", direction: "exit", info: { vendorId: 0x0c2e }, settings: { suffix: "X" } },
  ],
  [{ kind: "hid" }, { kind: "hid", lane: "1", info: {}, settings: {} }],
  [
    { kind: "serial", path: "/dev/x", baudRate: 1200, flowControl: "rtsCts", protocol: "ssi", hostTrigger: true },
    {
      kind: "serial",
      lane: "1",
      info: { path: "/dev/x" },
      settings: { baudRate: 1200, flowControl: "rtsCts", protocol: "ssi", hostTrigger: true },
    },
  ],
  [
    { kind: "serial", port: "1-1.4", framing: { handshake: "enq" }, commands: { permit: "07" } },
    {
      kind: "serial",
      lane: "1",
      info: { port: "1-1.4" },
      settings: { framing: { end: "any", handshake: "enq" }, commands: { permit: "07" } },
    },
  ],
  [
    { kind: "keyboard", serialNumber: "S1", layout: "de", end: "tab", quietMs: 300, exclusive: "required" },
    {
      kind: "keyboard",
      lane: "1",
      info: { serialNumber: "S1" },
      settings: { layout: "de", end: "tab", quietMs: 300, exclusive: "required" },
    },
  ],
  [
    {
      kind: "usb",
      vendorId: "0c2e",
      mode: "keyboard",
      interfaceNumber: 1,
      keyboard: { layout: "uk" },
      cues: { deny: "07" },
    },
    {
      kind: "usb",
      lane: "1",
      info: { vendorId: 0x0c2e },
      settings: { mode: "keyboard", interfaceNumber: 1, keyboard: { layout: "uk" }, cues: { deny: "07" } },
    },
  ],
  [{ kind: "stdin" }, { kind: "stdin", lane: "1", info: { path: "stdin", product: "standard input" }, settings: {} }],
])("%j", (entry, expected) => {
  expect(settingsOf(entry)).toEqual({ id: "R", ...expected });
});

test("auto takes HID POS before serial before keyboards, with the layout of those", () => {
  const entry = { ...readerSchema.parse({ kind: "auto", keyboard: { layout: "fr" } }), id: "auto" };
  const [auto] = readerSettings([entry], drivers, new PassThrough());
  expect(auto).toMatchObject({
    id: "auto",
    lane: "1",
    drivers: [
      { driver: { kind: "hid" }, settings: {} },
      { driver: { kind: "serial" }, settings: {} },
      { driver: { kind: "usb" }, settings: {} },
      { driver: { kind: "keyboard" }, settings: { layout: "fr" } },
    ],
  });
});
