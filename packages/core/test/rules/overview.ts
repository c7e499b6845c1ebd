import type { Direction, ExternalPresence, GatePolicy, InternalPresence, TicketState } from "../../src/index.js";

/** What one sentence of the Presence overview says of a scan: when it applies, what is answered, where the ticket is then. */
export interface Rule {
  readonly gate: "external" | "internal";
  readonly direction: Direction;
  /** Applies where the ticket is at one of these places; without the word, wherever it is. */
  readonly external?: readonly ExternalPresence[];
  /** The zone behind this gate; a zone without a record is "outside". */
  readonly zone?: readonly InternalPresence[];
  /** Only at gates that take (or do not take) multiple entries. */
  readonly multipleEntries?: boolean;
  /** Only where the venue chose this. */
  readonly reentry?: GatePolicy["reentry"];
  readonly status: string;
  readonly passes: boolean;
  /** Where the ticket is afterwards; without the word, where it was. */
  readonly externalAfter?: ExternalPresence;
  readonly zoneAfter?: InternalPresence;
  readonly leavesAllZones?: true;
  /** Section and a few words of the sentence; "ours" where the overview is silent and docs/gate-rules.md decides. */
  readonly source: string;
}

/**
 * The gate rules, read from the sentences of the Presence overview and from nothing else: data to hold the ticket machine
 * against, and by which the test venue answers. Every scan falls under exactly one row.
 */
export const OVERVIEW: readonly Rule[] = [
  {
    gate: "external",
    direction: "enter",
    external: ["notEntered"],
    status: "OKAY",
    passes: true,
    externalAfter: "entered",
    source: 'External Scanning: "first time a valid ticket is scanned"',
  },
  {
    gate: "external",
    direction: "enter",
    external: ["entered"],
    status: "ALREADY_ENTERED",
    passes: false,
    source: 'External Scanning: "Any subsequent enter scans"',
  },
  {
    gate: "external",
    direction: "enter",
    external: ["exited"],
    reentry: "never",
    status: "ALREADY_ENTERED",
    passes: false,
    source: 'External Scanning: "Any subsequent enter scans", to the letter',
  },
  {
    gate: "external",
    direction: "enter",
    external: ["exited"],
    reentry: "afterExit",
    status: "OKAY",
    passes: true,
    externalAfter: "entered",
    source: "ours: gate rule 3, a deliberate departure",
  },
  {
    gate: "external",
    direction: "exit",
    external: ["entered"],
    status: "EXIT",
    passes: true,
    externalAfter: "exited",
    leavesAllZones: true,
    source: 'External Scanning: "first Exit scan"; the zones are ours, gate rule 9',
  },
  {
    gate: "external",
    direction: "exit",
    external: ["exited"],
    status: "EXIT_NOT_PERMITTED",
    passes: false,
    source: 'External Scanning: "Any subsequent Exit scans"',
  },
  {
    gate: "external",
    direction: "exit",
    external: ["notEntered"],
    status: "EXIT_NOT_PERMITTED",
    passes: false,
    source: 'External Scanning: "exit scan to a non-entered ticket"',
  },
  {
    gate: "internal",
    direction: "enter",
    zone: ["outside"],
    external: ["notEntered"],
    status: "OKAY",
    passes: true,
    externalAfter: "entered",
    zoneAfter: "inside",
    source: 'Internal Scanning: "will also mark the ticket as ENTERED"',
  },
  {
    gate: "internal",
    direction: "enter",
    zone: ["outside"],
    external: ["entered"],
    status: "OKAY",
    passes: true,
    zoneAfter: "inside",
    source: 'Internal Scanning: "added as an internal entry"',
  },
  {
    gate: "internal",
    direction: "enter",
    zone: ["outside"],
    external: ["exited"],
    status: "OKAY",
    passes: true,
    externalAfter: "entered",
    zoneAfter: "inside",
    source: 'Internal Scanning: "added as an internal entry"; that it counts as the entry is ours, gate rule 4',
  },
  {
    gate: "internal",
    direction: "enter",
    zone: ["inside"],
    multipleEntries: true,
    status: "OKAY",
    passes: true,
    externalAfter: "entered",
    zoneAfter: "inside",
    source: 'Internal Scanning: "allow multiple entries with the same ticket"',
  },
  {
    gate: "internal",
    direction: "enter",
    zone: ["inside"],
    multipleEntries: false,
    status: "INTERNAL_SCAN_ALREADY_ENTERED",
    passes: false,
    source: 'Internal Scanning: "require an exit before allowing"',
  },
  {
    gate: "internal",
    direction: "enter",
    zone: ["left"],
    status: "OKAY",
    passes: true,
    externalAfter: "entered",
    zoneAfter: "inside",
    source: 'Internal Scanning: "require an exit before allowing the same ticket again"',
  },
  {
    gate: "internal",
    direction: "exit",
    zone: ["inside"],
    status: "INTERNAL_SCAN_EXIT",
    passes: true,
    zoneAfter: "left",
    source: 'Internal Scanning: "mark the ticket as EXIT INTERNAL", and "NOT be able to perform external exit"',
  },
  {
    gate: "internal",
    direction: "exit",
    zone: ["left"],
    status: "INTERNAL_SCAN_EXIT_NOT_PERMITTED",
    passes: false,
    source: 'Internal Scanning: "already internal exit ticket"',
  },
  {
    gate: "internal",
    direction: "exit",
    zone: ["outside"],
    status: "INTERNAL_SCAN_EXIT_NOT_PERMITTED",
    passes: false,
    source: 'Internal Scanning: "has not been internal entered"',
  },
];

/** The rows that speak of this scan. */
export function rulesFor(
  rules: readonly Rule[],
  state: TicketState,
  direction: Direction,
  { rule, reentry }: GatePolicy,
): readonly Rule[] {
  const zone = rule.kind === "internal" ? (state.internal[rule.zone] ?? "outside") : "outside";
  const multipleEntries = rule.kind === "internal" && rule.multipleEntries;
  return rules.filter(
    (row) =>
      row.gate === rule.kind &&
      row.direction === direction &&
      (row.external?.includes(state.external) ?? true) &&
      (row.zone?.includes(zone) ?? true) &&
      (row.multipleEntries ?? multipleEntries) === multipleEntries &&
      (row.reentry ?? reentry) === reentry,
  );
}

/** What the overview says to a scan. Of the same shape as the engine's own judgement. */
export function byOverview(
  state: TicketState,
  direction: Direction,
  gate: GatePolicy,
  rules: readonly Rule[] = OVERVIEW,
): { readonly status: string; readonly permitted: boolean; readonly next: TicketState } {
  const [row] = rulesFor(rules, state, direction, gate);
  if (row === undefined) throw new RangeError(`the overview says nothing of ${direction} at ${gate.rule.kind} gate`);
  const zones = row.leavesAllZones ? {} : state.internal;
  const here = gate.rule.kind === "internal" && row.zoneAfter ? { [gate.rule.zone]: row.zoneAfter } : {};
  const next = { external: row.externalAfter ?? state.external, internal: { ...zones, ...here } };
  return { status: row.status, permitted: row.passes, next };
}
