import { transition, type SnapshotFrom } from "xstate";
import type { Direction, GatePolicy } from "../domain/gate.js";
import type { InternalPresence, TicketState } from "../domain/ticket.js";
import { ticketMachine, type Answer, type GateEvent } from "./ticket-machine.js";

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
  const [next, actions] = transition(ticketMachine, snapshotOf(state, zone), gateEvent(direction, gate));
  const answer = actions.find((action) => action.type === "answer");
  if (answer === undefined)
    throw new Error(`the ticket machine gave no answer to ${direction} at ${gate.rule.kind} gate`);
  const { status } = answer.params;
  const permitted = PERMITTING.has(status);
  return { status, permitted, next: permitted ? stateOf(next, state, zone) : state };
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

type TicketSnapshot = SnapshotFrom<typeof ticketMachine>;

function snapshotOf(state: TicketState, zone: string | null): TicketSnapshot {
  const internal = zone === null ? "outside" : (state.internal[zone] ?? "outside");
  return ticketMachine.resolveState({ value: { external: state.external, internal } });
}

function stateOf(snapshot: TicketSnapshot, before: TicketState, zone: string | null): TicketState {
  const { external, internal } = snapshot.value;
  if (zone !== null) return { external, internal: { ...before.internal, [zone]: internal } };
  return { external, internal: external === "exited" ? {} : before.internal };
}
