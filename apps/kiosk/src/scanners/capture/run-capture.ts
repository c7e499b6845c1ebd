import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import type { Writable } from "node:stream";
import { openHidDevice } from "@usher/adapters-hid";
import { openPort } from "@usher/adapters-serial";
import { claimUsbInterface } from "@usher/adapters-usb";
import { systemTime } from "@usher/devices";
import { given } from "../../given.js";
import type { Drivers } from "../../readers/drivers.js";
import { StartError } from "../../start-error.js";
import { attachedScanners } from "../attached.js";
import type { ScannersCommand } from "../command-line.js";
import { capture } from "./capture.js";
import { chosenScanner, headOf } from "./choose.js";

type CaptureCommand = Extract<ScannersCommand, { kind: "capture" }>;

interface CaptureParts {
  readonly output: Writable;
  readonly stopped: () => Promise<unknown>;
}

/** Captures what a scanner sends into a file, until it is stopped. */
export async function runCapture(command: CaptureCommand, drivers: Drivers, parts: CaptureParts): Promise<void> {
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
