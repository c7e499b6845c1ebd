import type { Readable } from "node:stream";
import { createScanner, type Alarm, type GateScanner, type OfflineValidator, type ScannerSettings } from "@usher/core";
import { presenceService, type PresenceService } from "@usher/presence";
import { openScanStore, type SetAside } from "@usher/storage";
import { readTicketFile, ticketListValidator } from "@usher/validators";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Configuration } from "./configuration/read-configuration.js";
import { given } from "./given.js";
import { createSurface } from "./http/surface.js";
import { logScanner } from "./log.js";
import { readerSettings } from "./readers/reader-settings.js";
import { REAL_RANDOM, REAL_TIME } from "./real-time.js";

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
}

/** Builds the kiosk that a configuration describes. Throws what a person must mend, before anything was sent anywhere. */
export function composeKiosk(configuration: Configuration, { input, log, pages }: KioskWorld): Kiosk {
  const time = REAL_TIME;
  const validators = offlineValidators(configuration.ticketListFile, log);
  const service = presenceService({
    endpoint: configuration.endpoint,
    apiKey: configuration.apiKey,
    caFile: configuration.caFile,
    onExchange: (exchange) => log.debug(exchange, "exchange"),
  });
  const { store, setAside } = openScanStore({ file: configuration.storageFile, atMs: time.wallMs() });
  const scanner = createScanner({
    service,
    store,
    validators,
    time,
    random: REAL_RANDOM,
    settings: scannerSettings(configuration, readerSettings(configuration.readers, { time, input, log })),
    alarms: setAside === null ? [] : [setAsideAlarm(setAside)],
  });
  logScanner(log, scanner);
  const surface = createSurface({ scanner, journal: store, time, log, pin: configuration.ui.pin, pages });
  return { scanner, surface, service };
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
    ...given({ rereadWindowMs: configuration.rereadWindowMs }),
    ...(maxAgeMs === undefined ? {} : { startWithStoredConfiguration: { maxAgeMs } }),
  };
}

function offlineValidators(ticketListFile: string | undefined, log: Logger): OfflineValidator[] {
  if (ticketListFile === undefined) return [];
  const tickets = readTicketFile(ticketListFile);
  log.info({ file: ticketListFile, tickets: tickets.length }, "ticketListRead");
  return [ticketListValidator(tickets)];
}

function setAsideAlarm({ file, salvaged }: SetAside): Alarm {
  const message = `The journal was damaged. It was set aside as ${file}, ${salvaged} scans that wait for upload were saved: keep that file for support`;
  return { code: "STORAGE_SET_ASIDE", message };
}
