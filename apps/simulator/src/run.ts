import { once, type EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { StorageError } from "@usher/core";
import { PresenceSetupError } from "@usher/presence";
import { SettingsFileError, TicketFileError, USAGE_EXIT_CODE, UsageError, usageWords } from "@usher/validators";
import { pino } from "pino";
import { HELP, readCommandLine, type Command, type CrowdCommand, type ServeCommand } from "./command-line.js";
import { sendCrowd } from "./crowd/crowd.js";
import { openReaders } from "./readers/open-readers.js";
import { notTaken } from "./readers/reader.js";
import { startSimulator } from "./simulator.js";
import { StartError } from "./start-error.js";

/** The process that a command runs in. It emits SIGTERM and SIGINT. */
export interface Host extends EventEmitter {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

const manifest = createRequire(import.meta.url)("../package.json") as { readonly version: string };

const CLOCKS = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

/** Runs a command line to its end, and resolves to the exit code: 0, 1 where something can't be used, 2 for wrong usage. */
export async function run(words: readonly string[], host: Host): Promise<number> {
  try {
    await carryOut(readCommandLine(words), host);
    return 0;
  } catch (error) {
    const isMisuse = error instanceof UsageError;
    if (!isMisuse && !isForPeople(error)) throw error;
    const { message } = error;
    host.stderr.write(isMisuse ? usageWords(error, "usher-simulator") : `usher-simulator: ${message}\n`);
    return isMisuse ? USAGE_EXIT_CODE : 1;
  }
}

async function carryOut(command: Command, host: Host): Promise<unknown> {
  switch (command.name) {
    case "help":
      return host.stdout.write(HELP);
    case "version":
      return host.stdout.write(`${manifest.version}\n`);
    case "serve":
      return serve(command, host);
    case "crowd":
      return come(command, host);
    case "reader":
      return scanLines(command.path, host);
  }
}

/** Errors whose message names the fix. Anything else is a mistake of this program, and its stack is wanted. */
function isForPeople(error: unknown): error is Error {
  return [StartError, SettingsFileError, TicketFileError, StorageError, PresenceSetupError].some(
    (kind) => error instanceof kind,
  );
}

async function serve({ logLevel, ...options }: ServeCommand, host: Host): Promise<void> {
  const stopped = stopAsked(host);
  const log = pino({ level: logLevel }, host.stderr);
  const simulator = await startSimulator({ ...options, log, clocks: CLOCKS });
  host.stdout.write(`${JSON.stringify(simulator.addresses)}\n`);
  log.info(simulator.addresses, "ready");
  await stopped;
  await simulator.close();
}

async function come(command: CrowdCommand, host: Host): Promise<void> {
  const ended = new AbortController();
  void stopAsked(host).then(() => ended.abort());
  const crowd = { ...command, clocks: CLOCKS, random: Math.random, signal: ended.signal };
  host.stdout.write(`${JSON.stringify(await sendCrowd(crowd))}\n`);
}

/** The first signal ends the simulator in order; a second one ends it as the system does. */
async function stopAsked(host: Host): Promise<void> {
  const heard = new AbortController();
  await Promise.race(["SIGTERM", "SIGINT"].map((name) => once(host, name, { signal: heard.signal })));
  heard.abort();
}

async function scanLines(path: string, host: Host): Promise<void> {
  const [reader] = await openReaders([path]);
  try {
    for await (const line of createInterface({ input: host.stdin })) {
      if (line !== "") await reader?.scan(line);
    }
  } catch (cause) {
    throw new StartError(notTaken(path), { cause });
  } finally {
    await reader?.close();
  }
}
