import { expect, test } from "vitest";
import { scannersCommandLine } from "./command-line.js";

const of = (line: string) => scannersCommandLine(line.split(" ").filter((word) => word !== ""));

test.each([
  ["list", { kind: "list", json: false }],
  ["list --json", { kind: "list", json: true }],
  ["watch", { kind: "watch", json: false, named: null, configFile: null }],
  ["watch --config kiosk.jsonc", { kind: "watch", json: false, named: null, configFile: "kiosk.jsonc" }],
  ["watch --path /dev/ttyS0", { kind: "watch", named: { path: "/dev/ttyS0", kind: "serial" } }],
  ["watch --path /dev/hidraw3", { kind: "watch", named: { path: "/dev/hidraw3", kind: "hid" } }],
  [
    "watch --path /dev/hidraw3 --kind keyboard --layout de",
    { kind: "watch", named: { path: "/dev/hidraw3", kind: "keyboard" }, layout: "de", mode: undefined },
  ],
  ["capture a.ndjson", { kind: "capture", file: "a.ndjson", named: null, layout: undefined, mode: undefined }],
  [
    "capture a.ndjson --path /dev/hidraw3 --kind keyboard --layout de",
    { kind: "capture", named: { path: "/dev/hidraw3", kind: "keyboard" }, layout: "de" },
  ],
  [
    "capture a.ndjson --path /sys/bus/usb/devices/1-1.4 --mode lines",
    { kind: "capture", named: { path: "/sys/bus/usb/devices/1-1.4", kind: "usb" }, mode: "lines" },
  ],
  ["doctor", { kind: "doctor" }],
  ["rules", { kind: "rules" }],
  ["--help", { kind: "help" }],
  ["watch -h", { kind: "help" }],
  ["--version", { kind: "version" }],
])("%s", (line, command) => {
  expect(of(line)).toMatchObject(command);
});

test.each([
  ["", "name a command: list, watch, capture, doctor, rules"],
  ["lst", 'unknown command "lst", did you mean "list"?'],
  ["list everything", '"everything" means nothing to list'],
  ["capture", "name one file"],
  ["capture a b", "name one file"],
  ["watch --kind hid", "name its path"],
  ["watch --path /dev/x --kind radio", 'unknown --kind "radio", expected one of hid, serial, usb, keyboard'],
  ["watch --path /dev/x --config y", "--path or --config"],
  ["list --verbose", "--verbose"],
  ["watch --path=", "--path needs a value"],
  ["watch --layout xx", 'unknown --layout "xx", expected one of us, '],
  ["watch --mode hidpos", 'did you mean "hidPos"?'],
  ["list --layout de", "--layout means nothing to list"],
  ["capture a --config kiosk.jsonc", "--config means nothing to capture"],
  ["watch --config kiosk.jsonc --layout de", "the configuration says it"],
])('"%s" is a mistake, told with the fix', (line, words) => {
  expect(of(line)).toMatchObject({ kind: "mistake", message: expect.stringContaining(words) });
});
