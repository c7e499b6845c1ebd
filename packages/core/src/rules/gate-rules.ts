import { transition } from "xstate";
import type { Direction, GatePolicy } from "../domain/gate.js";
import type { ExternalPresence, InternalPresence, TicketState } from "../domain/ticket.js";
import type { Answer, GateEvent } from "./gate-event.js";
import { ticketMachine } from "./ticket-machine.js";

/** What the gate rules say to a scan: the status, whether it lets pass, and where the ticket is afterwards. */
export interface Judgement {
  readonly status: Answer["status"];
  readonly permitted: boolean;
  readonly next: TicketState;
}

const PERMITTING: ReadonlySet<Answer["status"]> = new Set(["OKAY", "EXIT", "INTERNAL_SCAN_EXIT"]);

/**
 * Judges a scan of a ticket by the rule of the gate it stands at (Presence overview, "External Scanning", "Internal
 * Scanning"). Pure. A denied scan leaves the ticket where it was.
 */
export function judge(state: TicketState, direction: Direction, gate: GatePolicy): Judgement {
  const zone = gate.rule.kind === "internal" ? gate.rule.zone : null;
  const here = zone === null ? "outside" : (state.internal[zone] ?? "outside");
  const { status, external, internal } = move(state.external, here, gateEvent(direction, gate));
  if (!PERMITTING.has(status)) return { status, permitted: false, next: state };
  const zones = zone === null ? (external === "exited" ? {} : state.internal) : { ...state.internal, [zone]: internal };
  return { status, permitted: true, next: { external, internal: zones } };
}

/**
 * Where a ticket is after somebody passed with it, whatever this side knew before: the service permitted it, so it rules.
 */
export function passed(state: TicketState, direction: Direction, gate: GatePolicy): TicketState {
  const judgement = judge(state, direction, gate);
  if (judgement.permitted) return judgement.next;
  const otherZones = gate.rule.kind === "internal" ? state.internal : {};
  const before = presumed(direction, gate);
  return judge({ ...before, internal: { ...otherZones, ...before.internal } }, direction, gate).next;
}

/**
 * What a ticket without a record is taken for: a device sees only its own gate, so who wants in is taken to be outside and
 * who wants out to be inside. Only a recorded state denies.
 */
export function presumed(direction: Direction, gate: GatePolicy): TicketState {
  const here: InternalPresence = direction === "enter" ? "outside" : "inside";
  return {
    external: direction === "enter" ? "notEntered" : "entered",
    internal: gate.rule.kind === "internal" ? { [gate.rule.zone]: here } : {},
  };
}

function gateEvent(direction: Direction, { rule, reentry }: GatePolicy): GateEvent {
  if (rule.kind === "internal") {
    return direction === "enter"
      ? { type: "enterInternal", multipleEntries: rule.multipleEntries }
      : { type: "exitInternal" }; // rule 7: an internal gate performs no external exit
  }
  return direction === "enter" ? { type: "enterExternal", reentry: reentry === "afterExit" } : { type: "exitExternal" };
}

/** What the ticket machine makes of one gate event: its answer, and the two places where the ticket is then. */
interface Move extends Answer {
  readonly external: ExternalPresence;
  readonly internal: InternalPresence;
}

/** The machine is pure and has few states, so each move is worked out once. */
const moves = new Map<string, Move>();

function move(external: ExternalPresence, internal: InternalPresence, event: GateEvent): Move {
  const key = `${external} ${internal} ${JSON.stringify(event)}`;
  const known = moves.get(key) ?? workOut(external, internal, event);
  moves.set(key, known);
  return known;
}

function workOut(external: ExternalPresence, internal: InternalPresence, event: GateEvent): Move {
  const before = ticketMachine.resolveState({ value: { external, internal } });
  const [after, actions] = transition(ticketMachine, before, event);
  const answer = actions.find((action) => action.type === "answer");
  if (answer === undefined) throw new Error(`the ticket machine gave no answer to ${event.type}`);
  return { ...answer.params, ...after.value };
}
