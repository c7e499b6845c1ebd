import { ScannerError, type ScannerDriver } from "@usher/core";
import { ScriptedBus, type ScriptedDevice } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { attachedScanners } from "../attached.js";
import { RULES_NAME, udevRules } from "../udev-rules.js";
import { examine, exitCodeOf, findingsText } from "./doctor.js";
import { thisMachine, type Machine } from "./machine.js";

const GROUPS = "root:x:0:\ndialout:x:20:usher\nplugdev:x:46:\n";
const RULES = `/etc/udev/rules.d/${RULES_NAME}`;

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly programs?: readonly string[];
  readonly machine?: Partial<Machine>;
  readonly plugged?: readonly ScriptedDevice[];
  readonly driver?: (driver: ScannerDriver) => ScannerDriver;
}

/** A Debian machine that lacks nothing, but for what is given. */
async function examined({ files = {}, programs = [], machine = {}, plugged = [], driver = (same) => same }: Given) {
  const all: Record<string, string> = { "/sys/bus/usb": "", "/etc/group": GROUPS, [RULES]: udevRules(), ...files };
  const bus = new ScriptedBus();
  for (const [index, device] of plugged.entries()) bus.plug(`1-${index}`, device);
  const drivers = ["hid", "serial", "keyboard"].map((kind) => driver(bus.driver(kind)));
  const findings = await examine({
    drivers,
    scanners: await attachedScanners(drivers),
    machine: {
      platform: "linux",
      kernel: "6.1.0-18-amd64",
      isRoot: false,
      user: "usher",
      read: async (path) => (all[path] === undefined || all[path] === "absent" ? null : all[path]),
      names: async (folder) => Object.keys(all).flatMap((path) => path.match(`^${folder}/([^/]+)`)?.[1] ?? []),
      exists: async (path) => all[path] !== undefined && all[path] !== "absent",
      hasProgram: async (name) => programs.includes(name),
      groupIds: () => [20, 46],
      ...machine,
    },
  });
  return { findings, of: (check: string) => findings.filter((finding) => finding.check === check) };
}

const noRights = { code: "noRights", message: "no rights on /dev/hidraw0" } as const;
const scannerWith = (interfaces: ScriptedDevice["interfaces"]): ScriptedDevice => ({
  vendorId: 0x0c2e,
  productId: 0x0b81,
  serialNumber: "S1",
  model: "Voyager",
  interfaces,
});

describe("usher-scanners doctor", () => {
  test("finds nothing wrong where all is well", async () => {
    const { findings } = await examined({ plugged: [scannerWith({ hid: undefined })] });
    expect(findings.map(({ check, level }) => `${check} ${level}`)).toEqual([
      "USB fine",
      "libraries fine",
      "scanners fine",
      "groups fine",
      "udev rules fine",
      "exclusive keys fine",
    ]);
    expect(exitCodeOf(findings)).toBe(0);
    expect(findingsText(findings)).toContain("ok    scanners: Voyager (0c2e:0b81:S1) can be read\n");
    expect(findingsText(findings)).toMatch(/\nNothing is wrong\.\n$/);
  });

  test("tells what is wrong with the fix, and ends with 1", async () => {
    const { findings, of } = await examined({ files: { "/sys/bus/usb": "absent" } });
    expect(of("USB")).toMatchObject([{ level: "wrong", fix: expect.stringContaining("/dev") }]);
    expect(exitCodeOf(findings)).toBe(1);
    expect(findingsText(findings)).toMatch(/WRONG USB: this machine has no USB bus .*\n {6}fix: .*\n/);
    expect(findingsText(findings)).toMatch(/\n1 wrong\.\n$/);
  });

  test("names each library that does not load, once", async () => {
    const missing = new ScannerError("nativeMissing", "HID devices need node-hid: install libusb-1.0-0");
    const lacking = (driver: ScannerDriver): ScannerDriver =>
      driver.kind === "serial" ? driver : { ...driver, open: () => Promise.reject(missing) };
    const { of } = await examined({ driver: lacking });
    expect(of("libraries")).toEqual([{ check: "libraries", level: "wrong", message: missing.message }]);
  });

  test("a scanner in trouble is wrong, each way to read it; one that another way reads is fine", async () => {
    const inTrouble = await examined({ plugged: [scannerWith({ hid: noRights, keyboard: noRights })] });
    expect(inTrouble.of("scanners").map(({ level, message }) => [level, message])).toEqual([
      ["wrong", "Voyager (0c2e:0b81:S1), as hid: no rights on /dev/hidraw0"],
      ["wrong", "Voyager (0c2e:0b81:S1), as keyboard: no rights on /dev/hidraw0"],
    ]);
    const read = await examined({ plugged: [scannerWith({ hid: noRights, keyboard: undefined })] });
    expect(read.of("scanners")).toMatchObject([{ level: "fine" }]);
  });

  test("groups and rules are a note, and wrong where a scanner lacks rights; root needs neither", async () => {
    const lacking = { files: { [RULES]: "absent" }, machine: { groupIds: () => [20] } };
    const levels = async (given: Given) => {
      const { of } = await examined({ ...lacking, ...given });
      return [...of("groups"), ...of("udev rules")].map(({ level }) => level);
    };
    expect(await levels({})).toEqual(["note", "note"]);
    expect(await levels({ plugged: [scannerWith({ hid: noRights })] })).toEqual(["wrong", "wrong"]);
    expect(await levels({ machine: { isRoot: true } })).toEqual([]);
    const { of } = await examined(lacking);
    expect(of("groups")[0]?.fix).toBe("sudo usermod -aG plugdev usher, then log in again");
    expect(of("udev rules")[0]?.fix).toContain(`sudo tee ${RULES}`);
  });

  test("rules of another version are a note", async () => {
    const { of } = await examined({ files: { [RULES]: "# of last year" } });
    expect(of("udev rules")).toMatchObject([{ level: "note", message: expect.stringContaining("another version") }]);
  });

  test("ModemManager is fine with the rules, else a note, and wrong beside a serial scanner", async () => {
    const running = { "/proc/17/comm": "ModemManager\n", "/proc/self/comm": "node\n" };
    const bare = { ...running, [RULES]: "absent" };
    expect((await examined({})).of("ModemManager")).toEqual([]);
    expect((await examined({ files: running })).of("ModemManager")).toMatchObject([{ level: "fine" }]);
    expect((await examined({ files: bare })).of("ModemManager")).toMatchObject([{ level: "note" }]);
    const beside = await examined({ files: bare, plugged: [scannerWith({ serial: undefined })] });
    expect(beside.of("ModemManager")).toMatchObject([{ level: "wrong" }]);
  });

  test("keys are kept by the kernel from 5.11 on, else by evtest, else by nobody", async () => {
    const keys = async (given: Given) => (await examined(given)).of("exclusive keys")[0];
    const old = { kernel: "5.10.0-28" };
    expect(await keys({})).toMatchObject({ level: "fine", message: expect.stringContaining("kernel") });
    expect(await keys({ machine: old, programs: ["evtest"] })).toMatchObject({ level: "fine" });
    expect(await keys({ machine: old })).toMatchObject({ level: "note", fix: expect.stringContaining("evtest") });
    const plugged = [scannerWith({ keyboard: undefined })];
    expect(await keys({ machine: old, plugged })).toMatchObject({ level: "wrong" });
    expect(await keys({ files: { [RULES]: "absent" } })).toMatchObject({ level: "note" });
    expect(await keys({ files: { [RULES]: "absent" }, machine: { isRoot: true } })).toMatchObject({ level: "fine" });
  });

  test("elsewhere than on Linux looks at libraries and scanners only", async () => {
    const { findings } = await examined({ machine: { platform: "darwin" } });
    expect(findings.map(({ check }) => check)).toEqual(["libraries", "scanners"]);
  });
});

describe("this machine", () => {
  test("answers every question, also about what is not there", async () => {
    const machine = thisMachine();
    expect(await machine.read("/no/such/file")).toBeNull();
    expect(await machine.names("/no/such/folder")).toEqual([]);
    expect(await machine.exists("/")).toBe(true);
    expect(await machine.hasProgram("no-such-program-anywhere")).toBe(false);
    expect(await machine.hasProgram("sh")).toBe(process.platform !== "win32");
    expect(machine.kernel).not.toBe("");
  });
});
