import { wiredTo, type RelaySettings, type SerialRelaySettings } from "./settings.js";

/** What is wrong at a key of an output. */
export interface WiringProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** What tells two boards apart, as far as settings can: outputs of one board are held together. */
export function boardOf(settings: RelaySettings): string {
  return settings.kind === "serialRelay" ? settings.path : `USB relay board ${settings.board ?? ""}`.trim();
}

/** Why two outputs can't stand in one configuration, and at which key of the second; null where they can. */
export function wiringProblem(first: RelaySettings, second: RelaySettings): WiringProblem | null {
  const areUsb = first.kind === "hidRelay" && second.kind === "hidRelay";
  if (areUsb && (first.board === undefined) !== (second.board === undefined))
    return { path: ["board"], message: "expected every USB relay board to be named, or none" };
  if (boardOf(first) !== boardOf(second)) return null;
  const used = new Set(wiredTo(first.channels).map(([, number]) => number));
  for (const [use, number] of wiredTo(second.channels)) {
    if (!used.has(number)) continue;
    return { path: ["channels", use], message: `expected a channel of its own, ${number} has another use already` };
  }
  return first.kind === "serialRelay" && second.kind === "serialRelay" ? portProblem(first, second) : null;
}

/** Why two outputs can't stand at one serial port. */
function portProblem(first: SerialRelaySettings, second: SerialRelaySettings): WiringProblem | null {
  for (const key of ["protocol", "baudRate"] as const)
    if (first[key] !== second[key]) return { path: [key], message: "expected the same for all outputs of one board" };
  const [one, other] = [first.passage, second.passage];
  if (one === undefined || other === undefined || one.contact !== other.contact) return null;
  if (one.contact === "bytes" && one.bytes !== other.bytes) return null;
  return { path: ["passage"], message: "expected a contact of its own, or bytes" };
}
