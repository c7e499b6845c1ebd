import type { ScannerDriver } from "@usher/core";
import { missingBus, missingLibrary } from "../../readers/obstacles.js";
import type { AttachedScanner } from "../attached.js";
import { INSTALL_RULES, RULES_FOLDERS, RULES_NAME, udevRules } from "../udev-rules.js";
import type { Finding } from "./finding.js";
import type { Machine } from "./machine.js";

/** What the checks go by. */
export interface Patient {
  readonly machine: Machine;
  readonly drivers: readonly ScannerDriver[];
  readonly scanners: readonly AttachedScanner[];
}

/** One thing to look at. A check that does not concern this machine finds nothing. */
export type Check = (patient: Patient) => Promise<readonly Finding[]>;

const usbBus: Check = async ({ machine }) => {
  if (machine.platform !== "linux") return [];
  const check = "USB";
  const missing = await missingBus(machine);
  if (missing === null) return [{ check, level: "fine", message: "this machine has a USB bus" }];
  const fix = "give the container or virtual machine the devices of its host (docker run --privileged -v /dev:/dev)";
  return [{ check, level: "wrong", message: missing, fix }];
};

const libraries: Check = async ({ drivers }) => {
  const check = "libraries";
  const found = new Set(await Promise.all(drivers.map(missingLibrary)));
  found.delete(null);
  if (found.size === 0) return [{ check, level: "fine", message: "the native libraries load" }];
  return [...found].map((missing) => ({ check, level: "wrong", message: missing ?? "" }));
};

const attached: Check = async ({ scanners }) => {
  const check = "scanners";
  const known = scanners.filter(({ model }) => model !== null);
  if (known.length === 0) return [{ check, level: "note", message: "no scanner is attached that is recognised" }];
  return known.flatMap(({ id, model, usable, ways }): Finding[] => {
    const message = `${model} (${id})`;
    if (usable) return [{ check, level: "fine", message: `${message} can be read` }];
    return ways.flatMap(({ kind, trouble }) =>
      trouble === null ? [] : [{ check, level: "wrong", message: `${message}, as ${kind}: ${trouble.message}` }],
    );
  });
};

/** The groups that own scanners on Debian and its like, and what for. */
const GROUPS = { dialout: "serial ports", plugdev: "HID scanners, by the udev rules" } as const;

const groups: Check = async ({ machine, scanners }) => {
  if (machine.platform !== "linux" || machine.isRoot) return [];
  const check = "groups";
  const file = (await machine.read("/etc/group")) ?? "";
  const ids = new Map(file.split("\n").map((line) => [line.split(":")[0], Number(line.split(":")[2])]));
  const missing = Object.entries(GROUPS).filter(([name]) => {
    const id = ids.get(name);
    return id !== undefined && !machine.groupIds().includes(id);
  });
  if (missing.length === 0)
    return [{ check, level: "fine", message: `${machine.user} is in the groups that own scanners` }];
  return missing.map(([name, what]) => ({
    check,
    level: lacksRights(scanners) ? "wrong" : "note",
    message: `${machine.user} is not in the group ${name}, which owns ${what}`,
    fix: `sudo usermod -aG ${name} ${machine.user}, then log in again`,
  }));
};

const udev: Check = async ({ machine, scanners }) => {
  if (machine.platform !== "linux") return [];
  const check = "udev rules";
  const texts = await Promise.all(RULES_FOLDERS.map((folder) => machine.read(`${folder}/${RULES_NAME}`)));
  const text = texts.find((each) => each !== null) ?? null;
  if (text === udevRules()) return [{ check, level: "fine", message: `${RULES_NAME} is installed` }];
  if (text !== null) {
    return [{ check, level: "note", message: `the installed ${RULES_NAME} is of another version`, fix: INSTALL_RULES }];
  }
  if (machine.isRoot) return [];
  const level = lacksRights(scanners) ? "wrong" : "note";
  return [{ check, level, message: `${RULES_NAME} is not installed`, fix: INSTALL_RULES }];
};

const modemManager: Check = async ({ machine, scanners }) => {
  if (machine.platform !== "linux" || !(await isRunning(machine, "ModemManager"))) return [];
  const check = "ModemManager";
  if (await hasRules(machine)) {
    return [{ check, level: "fine", message: "it runs, and the udev rules keep it away from scanners" }];
  }
  const isAtRisk = scanners.some(({ ways }) => ways.some(({ kind }) => kind === "serial"));
  const message =
    "it runs, and talks to every new serial port as if it were a modem: a scanner is busy or garbled meanwhile";
  return [{ check, level: isAtRisk ? "wrong" : "note", message, fix: `${INSTALL_RULES}; or remove ModemManager` }];
};

const INHIBITING_SINCE = [5, 11] as const;

const exclusiveKeys: Check = async ({ machine, scanners }) => {
  if (machine.platform !== "linux") return [];
  const check = "exclusive keys";
  const canInhibit = isSince(machine.kernel, INHIBITING_SINCE) && (machine.isRoot || (await hasRules(machine)));
  if (canInhibit) {
    return [{ check, level: "fine", message: "the kernel can keep the keys of scanners from other programs" }];
  }
  if (await machine.hasProgram("evtest")) {
    return [
      {
        check,
        level: "fine",
        message: "evtest can keep the keys of scanners from other programs, if it may read /dev/input",
      },
    ];
  }
  const types = scanners.some(({ model, ways }) => model !== null && ways.some(({ kind }) => kind === "keyboard"));
  return [
    {
      check,
      level: types ? "wrong" : "note",
      message: "nothing can keep the keys of scanners in keyboard mode from other programs",
      fix: isSince(machine.kernel, INHIBITING_SINCE) ? INSTALL_RULES : "sudo apt-get install evtest",
    },
  ];
};

/** In the order in which they are told. */
export const CHECKS: readonly Check[] = [usbBus, libraries, attached, groups, udev, modemManager, exclusiveKeys];

function lacksRights(scanners: readonly AttachedScanner[]): boolean {
  return scanners.some(({ usable, ways }) => !usable && ways.some(({ trouble }) => trouble?.code === "noRights"));
}

async function hasRules(machine: Machine): Promise<boolean> {
  const there = await Promise.all(RULES_FOLDERS.map((folder) => machine.exists(`${folder}/${RULES_NAME}`)));
  return there.includes(true);
}

async function isRunning(machine: Machine, program: string): Promise<boolean> {
  const pids = (await machine.names("/proc")).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(pids.map((pid) => machine.read(`/proc/${pid}/comm`)));
  return names.some((name) => name?.trim() === program);
}

function isSince(kernel: string, [major, minor]: readonly [number, number]): boolean {
  const [is = 0, minorIs = 0] = kernel.split(".").map(Number);
  return is > major || (is === major && minorIs >= minor);
}
