import type { Readable, Writable } from "node:stream";
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
import { runCapture } from "./capture/run-capture.js";
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

type WatchCommand = Extract<ScannersCommand, { kind: "watch" }>;

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
      await runCapture(command, drivers, parts);
      return 0;
  }
}

async function watched(command: WatchCommand, drivers: Drivers, parts: ScannersParts): Promise<void> {
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
function watchedEntry({ named, layout, mode }: WatchCommand): object {
  const keyboard = given({ layout });
  if (named === null) return { kind: "auto", keyboard };
  if (named.kind === "keyboard") return { ...named, ...keyboard };
  return named.kind === "usb" ? { ...named, ...given({ mode }), keyboard } : named;
}
