import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, existsSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Two PTYs joined by socat: what is written to one end is read at the other, as with a scanner on a serial line. */
export interface PtyPair {
  /** The end that the driver opens. */
  readonly path: string;
  /** The scanner's end, for a program that plays the scanner. */
  readonly scannerPath: string;
  /** Writes at the scanner's end. */
  write(bytes: string | Uint8Array): void;
  /** What came to the scanner's end since the last call, as Latin-1; empty where nothing did. */
  received(): string;
  /** Kills socat: both ends are gone, as when the plug is drawn. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Leaves nothing behind. */
  dispose(): Promise<void>;
}

const PLUG_DEADLINE_MS = 10_000;

/** A PTY pair in a folder of its own, plugged in. Rejects where socat is missing, and says how to install it. */
export async function ptyPair(): Promise<PtyPair> {
  const folder = mkdtempSync(join(tmpdir(), "usher-pty-"));
  const [scannerEnd, path] = [join(folder, "scanner"), join(folder, "host")];
  let socat: ChildProcess | null = null;
  let scanner: number | null = null;

  const unplug = async (): Promise<void> => {
    if (scanner !== null) closeSync(scanner);
    scanner = null;
    if (socat !== null && socat.exitCode === null && socat.signalCode === null) {
      const exit = once(socat, "exit");
      socat.kill("SIGKILL");
      await exit;
    }
    socat = null;
    // A killed socat leaves its links behind, and they would look like a plug.
    for (const link of [scannerEnd, path]) rmSync(link, { force: true });
  };

  const plug = async (): Promise<void> => {
    const started = spawn("socat", [`pty,raw,echo=0,link=${scannerEnd}`, `pty,raw,echo=0,link=${path}`], {
      stdio: "ignore",
    });
    await new Promise<void>((resolve, reject) => {
      started.once("spawn", resolve);
      started.once("error", () => reject(new Error("these tests need socat: apt-get install socat")));
    });
    socat = started;
    const deadlineMs = performance.now() + PLUG_DEADLINE_MS;
    while (!existsSync(scannerEnd) || !existsSync(path)) {
      if (performance.now() > deadlineMs) throw new Error("socat made no PTYs");
      await sleep(5);
    }
    scanner = openSync(scannerEnd, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  };

  const killAtExit = (): void => void socat?.kill("SIGKILL");
  process.once("exit", killAtExit);
  const dispose = async (): Promise<void> => {
    await unplug();
    process.off("exit", killAtExit);
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await plug();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    path,
    scannerPath: scannerEnd,
    write: (bytes) => {
      if (scanner === null) throw new Error("the PTY pair is unplugged");
      writeSync(scanner, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
    },
    received: () => (scanner === null ? "" : readNow(scanner)),
    unplug,
    plug,
    dispose,
  };
}

function readNow(scanner: number): string {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.toString("latin1", 0, readSync(scanner, buffer));
  } catch {
    return "";
  }
}
