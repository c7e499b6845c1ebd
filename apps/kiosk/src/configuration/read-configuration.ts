import { basename } from "node:path";
import type { DeviceIdentity, GatePolicy, Timings } from "@usher/core";
import { DEFAULT_GATE_POLICY } from "@usher/core";
import { readSettingsFile, resolveBeside, resolveSecret, settingsProblem } from "@usher/validators";
import { given } from "../given.js";
import { firstAddress } from "./first-address.js";
import type { ReaderEntry } from "./reader-schema.js";
import { configurationSchema, PIN_EXPECTED, PIN_PATTERN, type ConfigurationFile } from "./schema.js";

/** A kiosk's configuration, ready to be used: paths absolute, secrets read, defaults filled in. */
export interface Configuration {
  readonly endpoint: string;
  readonly apiKey: string;
  readonly caFile: string | undefined;
  readonly device: DeviceIdentity;
  readonly gate: GatePolicy;
  readonly readers: readonly (ReaderEntry & { readonly id: string })[];
  readonly outputs: ConfigurationFile["outputs"];
  readonly storageFile: string;
  readonly ticketListFile: string | undefined;
  readonly offlineExits: "lenient" | "ledger";
  readonly unknownTickets: { readonly max: number } | undefined;
  readonly direction: ConfigurationFile["direction"];
  readonly rereadWindowMs: number | undefined;
  readonly verifyDevice: boolean;
  readonly storedConfigurationMaxAgeMs: number | undefined;
  readonly timings: Partial<Timings>;
  readonly logLevel: ConfigurationFile["logLevel"];
  readonly ui: { readonly port: number; readonly host: string; readonly pin: string };
}

const MS_PER_HOUR = 3_600_000;

/** Reads a kiosk's configuration file. Throws a `SettingsFileError` that names every problem and its fix. */
export function readConfiguration(file: string, environment: NodeJS.ProcessEnv = process.env): Configuration {
  const written = readSettingsFile(file, configurationSchema);
  const beside = (path: string | undefined) => (path === undefined ? undefined : resolveBeside(file, path));
  return {
    endpoint: written.endpoint,
    apiKey: resolveSecret(written.apiKey, { settingsFile: file, path: "apiKey", environment }),
    caFile: beside(written.caFile),
    device: { ...written.device, ip: written.device.ip ?? firstAddress() },
    gate: gateOf(written),
    readers: named(file, written.readers),
    outputs: written.outputs,
    storageFile: storageFileOf(file, written),
    ticketListFile: beside(written.offline?.ticketList),
    offlineExits: written.offline?.exits ?? "lenient",
    unknownTickets: written.offline?.unknownTickets,
    direction: written.direction,
    rereadWindowMs: written.rereadWindowMs,
    verifyDevice: written.verifyDevice,
    storedConfigurationMaxAgeMs:
      written.startWithStoredConfiguration === undefined
        ? undefined
        : written.startWithStoredConfiguration.maxAgeHours * MS_PER_HOUR,
    timings: given(written.timings ?? {}),
    logLevel: written.logLevel,
    ui: { port: written.ui.port, host: written.ui.host, pin: pinOf(file, written.ui.pin, environment) },
  };
}

/** What is no journal would be set aside as a damaged one: never a file that the kiosk reads something else from. */
function storageFileOf(file: string, { storage, caFile, offline, apiKey, ui }: ConfigurationFile): string {
  const journal = resolveBeside(file, storage.file);
  const secrets = [apiKey, ui.pin].map((secret) => (typeof secret === "object" && "file" in secret ? secret.file : ""));
  const others = [basename(file), caFile, offline?.ticketList, ...secrets];
  if (others.some((other) => other !== undefined && other !== "" && resolveBeside(file, other) === journal))
    throw settingsProblem(file, "storage.file", `is "${storage.file}", expected a file of its own for the journal`);
  return journal;
}

function gateOf({ gate, device }: ConfigurationFile): GatePolicy {
  if (gate === undefined) return DEFAULT_GATE_POLICY;
  const { rule, reentry } = gate;
  return { rule: rule.kind === "external" ? rule : { ...rule, zone: rule.zone ?? device.gateName }, reentry };
}

/** Gives every reader an id: the one written, else its kind, numbered where that is taken. */
function named(file: string, readers: readonly ReaderEntry[]): (ReaderEntry & { readonly id: string })[] {
  const taken = new Set<string>();
  for (const [index, { id }] of readers.entries()) {
    if (id === undefined) continue;
    if (taken.has(id))
      throw settingsProblem(file, `readers[${index}].id`, `is "${id}", expected an id that no other reader has`);
    taken.add(id);
  }
  return readers.map((reader) => {
    if (reader.id !== undefined) return { ...reader, id: reader.id };
    let id: string = reader.kind;
    for (let number = 2; taken.has(id); number += 1) id = `${reader.kind}-${number}`;
    taken.add(id);
    return { ...reader, id };
  });
}

/** A PIN that comes from a variable or a file was not seen by the schema. */
function pinOf(file: string, pin: ConfigurationFile["ui"]["pin"], environment: NodeJS.ProcessEnv): string {
  const resolved = resolveSecret(pin, { settingsFile: file, path: "ui.pin", environment });
  if (!PIN_PATTERN.test(resolved))
    throw settingsProblem(file, "ui.pin", `is a value that is not shown here, ${PIN_EXPECTED}`);
  return resolved;
}
