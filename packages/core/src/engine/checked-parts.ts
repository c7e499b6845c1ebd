import { LIMITS } from "../domain/limits.js";
import type {
  GateOutput,
  OfflineValidator,
  Random,
  ScanStore,
  ScannerDriver,
  TicketService,
  Time,
} from "../ports/index.js";
import {
  aFunction,
  aNumber,
  anything,
  each,
  isObject,
  numberFrom,
  object,
  oneOf,
  optional,
  port,
  record,
  someOf,
  text,
  yesOrNo,
  type Check,
} from "./check.js";
import { laneIdsOf } from "./lanes.js";
import { DEFAULT_TIMINGS, type ScannerParts, type ScannerSettings, type Timings } from "./settings.js";

/**
 * What a scanner is built from, held against its types before any of it is used: not everybody writes TypeScript, and a NaN passes
 * for a number there too. Throws a TypeError with everything that is wrong, each with its path and what was expected.
 */
export function checkedParts(parts: ScannerParts): ScannerParts {
  const given = Object(parts) as Record<string, unknown>;
  const problems = Object.entries(PARTS).flatMap(([name, check]) => check(given[name], name));
  if (problems.length === 0) problems.push(...amongReaders(parts.settings));
  if (problems.length === 0) return parts;
  const [only, ...others] = problems;
  const all = others.length === 0 ? only : `${problems.length} problems\n  ${problems.join("\n  ")}`;
  throw new TypeError(`createScanner: ${all}`);
}

/** A probe that is never sent, a pause that is none; anything else in no time would be tried without end. */
const MAY_BE_ZERO: readonly string[] = ["idleProbeMs", "uploadPaceMs"] satisfies (keyof Timings)[];

const timings = Object.keys(DEFAULT_TIMINGS).map((name): [string, Check] => [
  name,
  numberFrom(MAY_BE_ZERO.includes(name) ? 0 : 1, LIMITS.timerMs),
]);

/** Clocks that tell something else than numbers, and timers that can't be taken back, would be met much later. */
const time: Check = (value, path) => {
  const problems = port(["wallMs", "monotonicMs", "after"] satisfies (keyof Time)[])(value, path);
  if (problems.length > 0) return problems;
  const given = value as Time;
  const cancel = given.after(0, () => undefined);
  if (typeof cancel === "function") cancel();
  return [
    ...aNumber(given.wallMs(), `${path}.wallMs()`),
    ...aNumber(given.monotonicMs(), `${path}.monotonicMs()`),
    ...aFunction(cancel, `${path}.after()`),
  ];
};

const direction = optional(oneOf("enter", "exit"));
const place = { id: text, lane: text, direction };
const driver = port(["list", "open"] satisfies (keyof ScannerDriver)[]);
const observable = port(["subscribe"]);

const named = record({ ...place, driver, info: object, settings: anything });
const automatic = record({
  ...place,
  drivers: each(record({ driver, settings: anything })),
  changes$: optional(observable),
  obstacles: optional(anything),
});
const reader: Check = (value, path) => {
  if (!isObject(value)) return object(value, path);
  if ("drivers" in value) return automatic(value, path);
  return named(value, path);
};

const external = record({ kind: oneOf("external") });
const internal = record({ kind: oneOf("internal"), multipleEntries: yesOrNo, zone: text });
const rule: Check = (value, path) => {
  if (!isObject(value)) return object(value, path);
  const kind = oneOf("external", "internal")(value["kind"], `${path}.kind`);
  if (kind.length > 0) return kind;
  return value["kind"] === "external" ? external(value, path) : internal(value, path);
};

const output: Check = (value, path) => [
  ...port(["permit", "deny"] satisfies (keyof GateOutput)[])(value, path),
  ...(isObject(value) ? optional(observable)(value["passages$"], `${path}.passages$`) : []),
];

const settings = record({
  device: record({
    venueId: text,
    name: text,
    mac: text,
    ip: text,
    gateName: text,
    serial: text,
    model: text,
  } satisfies Record<keyof ScannerSettings["device"], Check>),
  gate: optional(record({ rule, reentry: oneOf("afterExit", "never") })),
  direction,
  readers: each(reader),
  outputs: optional(each(record({ lane: optional(text), output }))),
  offlineExits: optional(oneOf("lenient", "ledger")),
  unknownTickets: optional(record({ max: numberFrom(0) })),
  rereadWindowMs: optional(numberFrom(0)),
  verifyDevice: optional(yesOrNo),
  startWithStoredConfiguration: optional(record({ maxAgeMs: numberFrom(0) })),
  builtAtMs: optional(numberFrom(0)),
  timings: optional(someOf(Object.fromEntries(timings))),
} satisfies Record<keyof ScannerSettings, Check>);

const PARTS = {
  service: port(["configure", "deviceInformation", "ask", "upload"] satisfies (keyof TicketService)[]),
  store: port([
    ...(["configuration", "saveConfiguration", "begin", "commit", "unfinished", "ledgerEntry"] as const),
    ...(["holdsUnacknowledged", "doubtfulSinceMs", "devicesWithPending", "pending", "acknowledge"] as const),
    ...(["quarantine", "requeue", "quarantined", "counts", "decided", "annul", "admittedUnknown"] as const),
    ...(["journal", "lastEntryAtMs", "noteAct", "close"] as const),
  ] satisfies (keyof ScanStore)[]),
  validators: each(port(["validate"] satisfies (keyof OfflineValidator)[])),
  time,
  random: port(["next"] satisfies (keyof Random)[]),
  settings,
} satisfies Record<keyof ScannerParts, Check>;

/** What no value shows by itself. */
function amongReaders({ readers, outputs = [] }: ScannerSettings): readonly string[] {
  const ids = readers.map(({ id }) => id);
  const lanes = laneIdsOf(readers);
  return [
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : `settings.readers[${index}].id is "${id}", as that of another: give each its own`,
    ),
    ...outputs.flatMap(({ lane }, index) =>
      lane === undefined || lanes.includes(lane)
        ? []
        : `settings.outputs[${index}].lane is "${lane}", where no reader stands; the lanes are ${lanes.join(", ")}`,
    ),
  ];
}
