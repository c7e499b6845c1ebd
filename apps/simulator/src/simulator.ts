import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { changesRoute, type Changes } from "./admin/changes.js";
import type { Failing } from "./admin/fault-routes.js";
import { ADMIN_PATH, adminRoutes } from "./admin/routes.js";
import { certificate, type Certificate, type CertificateSource } from "./certificates.js";
import { listen, type FaultyListener } from "./faults/listener.js";
import { slowAnswers } from "./faults/slow.js";
import { httpApp } from "./http-app.js";
import { pageRoute } from "./page/route.js";
import { PRESENCE_PATH, presenceRoutes } from "./presence/routes.js";
import { openReaders } from "./readers/open-readers.js";
import type { Reader } from "./readers/reader.js";
import { openRecords } from "./records/sqlite-records.js";
import { StartError } from "./start-error.js";
import { readVenue } from "./venue/read-venue.js";
import type { Clocks } from "./world/surroundings.js";
import { createWorld, type World } from "./world/world.js";

/** How a simulator is started. */
export interface SimulatorOptions {
  readonly venueFile: string;
  readonly host: string;
  /** Of the page and the control surface. 0: any free one. */
  readonly port: number;
  /** Of the Presence API's own listener. 0: any free one. */
  readonly presencePort: number;
  /** Null: plain HTTP. */
  readonly certificate: CertificateSource | null;
  /** Where devices, tickets and scans outlive the simulator. Null: nowhere. */
  readonly databaseFile: string | null;
  readonly readerPaths: readonly string[];
  readonly log: Logger;
  readonly clocks: Clocks;
}

/** Where a simulator is found. `ca`: the file of the private CA that its certificate is signed by. */
export interface Addresses {
  readonly url: string;
  readonly presence: string;
  readonly admin: string;
  readonly ca?: string;
}

/** A running simulator. */
export interface Simulator {
  readonly addresses: Addresses;
  close(): Promise<void>;
}

/**
 * Starts a simulator. Rejects with a `StartError`, `SettingsFileError`, `TicketFileError` or `StorageError`, whose messages name
 * the fix; what was opened until then is closed again.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    return { addresses: await start(options, closing), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: SimulatorOptions, closing: (() => unknown)[]): Promise<Addresses> {
  const { host, log, clocks } = options;
  const venue = readVenue(options.venueFile, clocks.wallMs());
  const records = openRecords(options.databaseFile);
  closing.push(() => records.close());
  const world = createWorld(venue, records, clocks);

  const readers = await openReaders(options.readerPaths);
  closing.push(() => Promise.all(readers.map((reader) => reader.close())));
  const served = options.certificate === null ? null : await certificate(options.certificate);
  closing.push(() => served?.dispose());

  const listener = await presenceListener(options, world, served, closing);
  const app = controlApp({ world, readers, listener, certificate: served, clocks, log });
  closing.push(() => app.close());
  await app.listen({ host, port: options.port }).catch((error: unknown) => notHad(error, "--port", options.port, host));

  const origin = (port: number) => `${served === null ? "http" : "https"}://${reachable(host)}:${port}`;
  const caFile = served?.caFile ?? null;
  const url = origin((app.server.address() as AddressInfo).port);
  return {
    url: `${url}/`,
    presence: `${origin(listener.port)}${PRESENCE_PATH}`,
    admin: `${url}${ADMIN_PATH}`,
    ...(caFile === null ? {} : { ca: caFile }),
  };
}

/** The Presence API on a listener of its own, which faults may strike while everything else goes on. */
async function presenceListener(
  { host, presencePort, log }: SimulatorOptions,
  world: World,
  served: Certificate | null,
  closing: (() => unknown)[],
): Promise<FaultyListener> {
  const app = httpApp(served, log);
  closing.push(() => app.close());
  slowAnswers(app, () => listener.fault());
  presenceRoutes(app, world, log);
  await app.ready();

  const listener = await listen({
    host,
    port: presencePort,
    serve: (socket) => app.server.emit("connection", socket),
  }).catch((error: unknown) => notHad(error, "--presence-port", presencePort, host));
  closing.push(() => listener.close());
  return listener;
}

interface ControlParts {
  readonly world: World;
  readonly readers: readonly Reader[];
  readonly listener: FaultyListener;
  readonly certificate: Certificate | null;
  readonly clocks: Clocks;
  readonly log: Logger;
}

/** The page, the control surface, and the Presence API without faults. */
function controlApp({ world, readers, listener, certificate: served, clocks, log }: ControlParts): FastifyInstance {
  const app = httpApp(served, log);
  const changes: Changes = changesRoute(app, `${ADMIN_PATH}changes`);
  world.onChange((lists) => changes.tell(...lists));
  const failing: Failing = {
    fault: () => listener.fault(),
    setFault: async (fault) => {
      await listener.setFault(fault);
      changes.tell("faults");
    },
  };
  adminRoutes(app, { world, readers, failing, nowMs: () => clocks.wallMs() });
  presenceRoutes(app, world, log);
  pageRoute(app);
  return app;
}

/** An address that stands for all of a machine's is no address to connect to. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function notHad(cause: unknown, option: string, port: number, host: string): never {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
  const fix: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is in use: end the program that has it, or give another with ${option} (0: any free one)`,
    EACCES: `port ${port} is reserved for root: give one above 1023 with ${option}`,
    EADDRNOTAVAIL: `${host} is no address of this machine: correct --host`,
    ENOTFOUND: `${host} is no known name: correct --host`,
    EAI_AGAIN: `${host} is no known name: correct --host`,
  };
  throw new StartError(fix[code] ?? `port ${port} on ${host} can't be listened on (${code})`, { cause });
}
