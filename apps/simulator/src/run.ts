import { once, type EventEmitter } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { StorageError } from "@usher/core";
import { SettingsFileError, TicketFileError } from "@usher/validators";
import { pino } from "pino";
import { HELP, readCommandLine, type CrowdCommand, type ServeCommand } from "./command-line.js";
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

const CLOCKS = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

/** Runs a command line to its end, and resolves to the exit code: 0, 1 where something can't be used, 2 for wrong usage. */
export async function run(words: readonly string[], host: Host): Promise<number> {
  try {
    const command = readCommandLine(words);
    if (command.name === "help") host.stdout.write(HELP);
    else if (command.name === "serve") await serve(command, host);
    else if (command.name === "crowd") await come(command, host);
    else await scanLines(command.path, host);
    return 0;
  } catch (error) {
    if (!isForPeople(error)) throw error;
    host.stderr.write(`usher-simulator: ${error.message}\n`);
    return error instanceof StartError && error.code === "usage" ? 2 : 1;
  }
}

/** Errors whose message names the fix. Anything else is a mistake of this program, and its stack is wanted. */
function isForPeople(error: unknown): error is Error {
  return [StartError, SettingsFileError, TicketFileError, StorageError].some((kind) => error instanceof kind);
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
    throw new StartError("start", notTaken(path), { cause });
  } finally {
    await reader?.close();
  }
}
