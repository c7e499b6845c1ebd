import { statSync } from "node:fs";
import type { Readable } from "node:stream";
import { createScanner, type GateScanner, type OfflineValidator, type ScannerSettings } from "@usher/core";
import { systemTime } from "@usher/devices";
import { presenceService, type PresenceService } from "@usher/presence";
import { openScanStore } from "@usher/storage";
import { readTicketFile, ticketListValidator } from "@usher/validators";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Configuration } from "./configuration/read-configuration.js";
import { given } from "./given.js";
import { createSurface } from "./http/surface.js";
import { checkJournal, watchJournal } from "./journal-check.js";
import { logScanner } from "./log.js";
import { RelayOutputs } from "./outputs/relay-outputs.js";
import { scannerDrivers } from "./readers/drivers.js";
import { readerSettings } from "./readers/reader-settings.js";
import { acceptSetAside, tellSetAside } from "./set-aside.js";

/** What the kiosk takes from its process. */
export interface KioskWorld {
  readonly input: Readable;
  readonly log: Logger;
  /** The folder of the built pages. */
  readonly pages: string;
}

/** A kiosk put together: neither listening nor started. */
export interface Kiosk {
  readonly scanner: GateScanner;
  readonly surface: FastifyInstance;
  readonly service: PresenceService;
  readonly outputs: RelayOutputs;
  /** Checks the journal in the background, once the gate scans. Never rejects for what a disk does. */
  readonly checkJournal: () => Promise<void>;
  /** Looks after the place of the journal until the scanner ends. */
  readonly watchJournal: () => void;
}

/** Builds the kiosk that a configuration describes. Throws what a person must mend, before anything was sent anywhere. */
export function composeKiosk(configuration: Configuration, { input, log, pages }: KioskWorld): Kiosk {
  const time = systemTime;
  const validators = offlineValidators(configuration.ticketListFile, log);
  const service = presenceService({
    endpoint: configuration.endpoint,
    apiKey: configuration.apiKey,
    caFile: configuration.caFile,
    onExchange: (exchange) => log.debug(exchange, "exchange"),
  });
  const drivers = scannerDrivers({
    time,
    onDropped: (info, { reason, bytes }) => log.warn({ path: info.path, reason, bytes }, "readDropped"),
    onUnwritten: (info, error) => log.warn({ path: info.path, error: String(error) }, "cueUnwritten"),
  });
  const file = configuration.storageFile;
  const storage = openScanStore({
    file,
    atMs: time.wallMs(),
    onDamaged: (why) => log.error({ error: why.message }, "journalDamaged"),
  });
  const { store, guard } = storage;
  const outputs = new RelayOutputs(configuration.outputs, log);
  const scanner = createScanner({
    service,
    store,
    validators: [guard, ...validators],
    time,
    random: { next: Math.random },
    settings: {
      ...scannerSettings(configuration, readerSettings(configuration.readers, drivers, input)),
      outputs: outputs.settings,
    },
  });
  outputs.onAlarm = (message) => scanner.setAlarm("OUTPUT_FAILED", message);
  logScanner(log, scanner);
  tellSetAside(storage, scanner);
  const surface = createSurface({
    scanner,
    outputs$: outputs.states$,
    journal: store,
    acceptSetAside: (means) => acceptSetAside(storage, scanner, time.wallMs(), means),
    time,
    log,
    pin: configuration.ui.pin,
    pages,
  });
  const journalParts = { file, storage, scanner, time, log };
  return {
    scanner,
    surface,
    service,
    outputs,
    checkJournal: () => checkJournal(journalParts),
    watchJournal: () => watchJournal(journalParts),
  };
}

function scannerSettings(configuration: Configuration, readers: ScannerSettings["readers"]): ScannerSettings {
  const { device, gate, direction, offlineExits, verifyDevice, timings } = configuration;
  const maxAgeMs = configuration.storedConfigurationMaxAgeMs;
  return {
    device,
    gate,
    direction,
    readers,
    offlineExits,
    verifyDevice,
    timings,
    builtAtMs: statSync(new URL(import.meta.url)).mtimeMs, // This file was there no later than what runs.
    ...given({ rereadWindowMs: configuration.rereadWindowMs, unknownTickets: configuration.unknownTickets }),
    ...(maxAgeMs === undefined ? {} : { startWithStoredConfiguration: { maxAgeMs } }),
  };
}

function offlineValidators(ticketListFile: string | undefined, log: Logger): OfflineValidator[] {
  if (ticketListFile === undefined) return [];
  const tickets = readTicketFile(ticketListFile);
  log.info({ file: ticketListFile, tickets: tickets.length }, "ticketListRead");
  return [ticketListValidator(tickets)];
}
