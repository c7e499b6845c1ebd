import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { openHidDevice } from "@usher/adapters-hid";
import { openPort } from "@usher/adapters-serial";
import { claimUsbInterface } from "@usher/adapters-usb";
import { ScannerError } from "@usher/core";
import { systemTime } from "@usher/devices";
import { USAGE_EXIT_CODE } from "@usher/validators";
import { readConfiguration } from "../configuration/read-configuration.js";
import { readerSchema } from "../configuration/reader-schema.js";
import { given } from "../given.js";
import { scannerDrivers, type Drivers } from "../readers/drivers.js";
import { obstacles } from "../readers/obstacles.js";
import { readerSettings } from "../readers/reader-settings.js";
import { StartError, startProblem } from "../start-error.js";
import { VERSION } from "../version.js";
import { attachedScanners } from "./attached.js";
import { capture } from "./capture/capture.js";
import { chosenScanner, headOf } from "./capture/choose.js";
import { HELP, type ScannersCommand } from "./command-line.js";
import { examine, exitCodeOf, findingsText } from "./doctor/doctor.js";
import { thisMachine } from "./doctor/machine.js";
import { listJson, listText } from "./list.js";
import { udevRules } from "./udev-rules.js";
import { watch } from "./watch.js";

/** What the command takes from its process. */
export interface ScannersParts {
  readonly input: Readable;
  readonly output: Writable;
  readonly errorOutput: Writable;
  /** Resolves at the first signal. */
  readonly stopped: () => Promise<unknown>;
}

type Of<Kind extends ScannersCommand["kind"]> = Extract<ScannersCommand, { kind: Kind }>;

/** Carries a command out, and resolves to the exit code. */
export async function runScanners(command: ScannersCommand, parts: ScannersParts): Promise<number> {
  const tell = (line: string) => void parts.errorOutput.write(`usher-scanners: ${line}\n`);
  const drivers = scannerDrivers({
    time: systemTime,
    onDropped: ({ path }, { reason, bytes }) => tell(`${path}: a read was dropped, ${reason}, ${bytes} bytes`),
    onUnwritten: ({ path }, error) => tell(`${path}: ${String(error)}`),
  });
  try {
    return await carriedOut(command, drivers, parts);
  } catch (error) {
    const problem = error instanceof ScannerError ? error.message : startProblem(error);
    if (problem === null) throw error;
    tell(problem);
    return 1;
  }
}

async function carriedOut(command: ScannersCommand, drivers: Drivers, parts: ScannersParts): Promise<number> {
  const { output, errorOutput } = parts;
  const all = Object.values(drivers);
  switch (command.kind) {
    case "help":
      output.write(HELP);
      return 0;
    case "version":
      output.write(`${VERSION}\n`);
      return 0;
    case "mistake":
      errorOutput.write(command.message);
      return USAGE_EXIT_CODE;
    case "rules":
      output.write(udevRules());
      return 0;
    case "list": {
      const found = [await attachedScanners(all), await obstacles(all)] as const;
      output.write(command.json ? listJson(...found) : listText(...found));
      return 0;
    }
    case "doctor": {
      const scanners = await attachedScanners(all);
      const findings = await examine({ machine: thisMachine(), drivers: all, scanners });
      output.write(findingsText(findings));
      return exitCodeOf(findings);
    }
    case "watch":
      await watched(command, drivers, parts);
      return 0;
    case "capture":
      await captured(command, drivers, parts);
      return 0;
  }
}

async function watched(command: Of<"watch">, drivers: Drivers, parts: ScannersParts): Promise<void> {
  const { configFile, named, json } = command;
  const readers =
    configFile === null
      ? [{ ...readerSchema.parse(watchedEntry(command)), id: named?.path ?? "auto" }]
      : readConfiguration(configFile).readers;
  if (readers.length === 0) throw new StartError(`${configFile}: readers names none, so there is nothing to watch`);
  await watch({
    readers: readerSettings(readers, drivers, parts.input),
    time: systemTime,
    random: { next: Math.random },
    print: (line) => void parts.output.write(`${line}\n`),
    json,
    stopped: parts.stopped(),
  });
}

/** A scanner that is watched, as the configuration of a kiosk would name it. */
function watchedEntry({ named, layout, mode }: Of<"watch">): object {
  const keyboard = given({ layout });
  if (named === null) return { kind: "auto", keyboard };
  if (named.kind === "keyboard") return { ...named, ...keyboard };
  return named.kind === "usb" ? { ...named, ...given({ mode }), keyboard } : named;
}

async function captured(command: Of<"capture">, drivers: Drivers, parts: ScannersParts): Promise<void> {
  const print = (line: string) => void parts.output.write(`${line}\n`);
  const attached = await attachedScanners(Object.values(drivers));
  const chosen = chosenScanner(command.named, attached);
  if (typeof chosen === "string") throw new StartError(chosen);
  const { layout, mode } = command;
  const startedAt = new Date(systemTime.wallMs()).toISOString();
  const head = await headOf(chosen, attached, { ...given({ layout, mode }), startedAt });
  // A capture is never written over another file.
  written(command.file, () => writeFileSync(command.file, "", { flag: "wx", mode: 0o600 }));
  print(`Scan test codes at ${chosen.path}, not tickets: whoever has the file can read them. Ctrl-C ends.`);
  let lines = 0;
  try {
    const { sent, reads } = await capture({
      head,
      openers: { openDevice: openHidDevice, openPort, claimInterface: claimUsbInterface },
      time: systemTime,
      keep: (line) => {
        written(command.file, () => appendFileSync(command.file, `${line}\n`));
        lines += 1;
      },
      print,
      stopped: parts.stopped(),
    });
    print(`${command.file}: the scanner sent ${sent} times, ${reads} reads in it.`);
  } catch (error) {
    // With its head alone it is no capture, and would be in the way of the next try.
    if (lines <= 1) rmSync(command.file);
    throw error;
  }
}

/** Writes to a file, or throws a {@link StartError} with the fix. */
function written(file: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new StartError(`${file}: ${NOT_WRITTEN[code] ?? `can't be written (${code})`}`, { cause });
  }
}

const NOT_WRITTEN: Readonly<Record<string, string>> = {
  EEXIST: "is there already: give the capture a name of its own",
  ENOENT: "its folder does not exist: create it, or correct the path",
  ENOTDIR: "its folder does not exist: create it, or correct the path",
  EACCES: "this user may not write there: name another folder",
  ENOSPC: "the disk is full: free some space on it, or name a folder on another",
};
