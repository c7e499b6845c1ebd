import type { Direction, ScanId, Verdict } from "../domain/index.js";
import type { Time } from "../ports/index.js";
import { Lane, type LaneWork, type Read } from "./lane.js";
import type { LaneState } from "./scanner.js";
import type { ScannerSettings } from "./settings.js";
import { TicketTurns } from "./ticket-turns.js";

const DEFAULT_REREAD_WINDOW_MS = 2_000;

/** The lane of a gate that has no readers, for tickets typed in by hand. */
export const ONLY_LANE = "1";

/** The lanes of a gate, each once, in the order in which its readers name them; {@link ONLY_LANE} where it has none. */
export function laneIdsOf(readers: readonly { readonly lane: string }[]): readonly string[] {
  return readers.length === 0 ? [ONLY_LANE] : [...new Set(readers.map(({ lane }) => lane))];
}

/** All lanes of the gate. They run side by side, but for scans of one ticket. */
export class Lanes {
  readonly first: string;
  readonly #lanes: ReadonlyMap<string, Lane>;
  /** The direction of lanes whose readers all mean the same one always. */
  readonly #fixed: ReadonlyMap<string, Direction>;
  #direction: Direction;

  constructor(settings: ScannerSettings, time: Time, work: LaneWork) {
    const turns = new TicketTurns();
    const inTurn: LaneWork = { ...work, decide: (read) => turns.take(read.barcode.ticketKey, () => work.decide(read)) };
    const windowMs = settings.rereadWindowMs ?? DEFAULT_REREAD_WINDOW_MS;
    this.first = settings.readers[0]?.lane ?? ONLY_LANE;
    this.#direction = settings.direction ?? "enter";
    this.#fixed = fixedDirections(settings.readers);
    this.#lanes = new Map(
      laneIdsOf(settings.readers).map((id) => [
        id,
        new Lane(id, this.#fixed.get(id) ?? this.#direction, windowMs, time, inTurn),
      ]),
    );
  }

  /** The direction that the whole gate was last turned to. */
  get direction(): Direction {
    return this.#direction;
  }

  get busy(): boolean {
    return [...this.#lanes.values()].some((lane) => lane.busy);
  }

  has(id: string): boolean {
    return this.#lanes.has(id);
  }

  directionOf(id: string): Direction {
    return this.#lane(id).direction;
  }

  /** Every lane, with the direction that a read there means, and whether one is being checked. */
  states(): readonly LaneState[] {
    return [...this.#lanes.values()].map(({ id, direction, checking }) => ({
      id,
      direction,
      ...(checking ? { checking } : {}),
    }));
  }

  /**
   * Turns one lane around, or all that can be turned, and tells whether that changed anything. Reads that already wait keep the
   * direction of their time.
   */
  turn(direction: Direction, id?: string): boolean {
    assertDirection(direction);
    const isChange = id === undefined ? this.#direction !== direction : this.#lane(id).direction !== direction;
    const lanes = (id === undefined ? [...this.#lanes.values()] : [this.#lane(id)]).filter(
      (lane) => !this.#fixed.has(lane.id),
    );
    if (isChange && lanes.length === 0) throw new RangeError(this.#whyNot(id));
    const turned = lanes.filter((lane) => lane.direction !== direction);
    for (const lane of turned) lane.direction = direction;
    if (id === undefined) this.#direction = direction;
    return isChange || turned.length > 0;
  }

  offer(read: Read): boolean {
    return this.#lane(read.lane).offer(read);
  }

  remember(read: Read, verdict: Verdict): void {
    this.#lane(read.lane).remember(read, verdict);
  }

  forget(scanId: ScanId): void {
    for (const lane of this.#lanes.values()) lane.forget(scanId);
  }

  close(): void {
    for (const lane of this.#lanes.values()) lane.close();
  }

  #whyNot(id: string | undefined): string {
    const whose = id === undefined ? "every lane" : `lane "${id}"`;
    return `the readers of ${whose} always mean one direction, as each is configured: there is nothing to turn`;
  }

  #lane(id: string): Lane {
    const lane = this.#lanes.get(id);
    if (lane === undefined)
      throw new RangeError(`there is no lane "${id}"; the lanes are ${[...this.#lanes.keys()].join(", ")}`);
    return lane;
  }
}

/** An app passes on what somebody typed, and any other word would be taken for an exit here and for an entry there. */
export function assertDirection(direction: Direction): void {
  if (direction === "enter" || direction === "exit") return;
  throw new RangeError(`the direction is ${JSON.stringify(direction)}, expected "enter" or "exit"`);
}

function fixedDirections(readers: ScannerSettings["readers"]): ReadonlyMap<string, Direction> {
  const fixed = new Map<string, Direction>();
  for (const { lane, direction } of readers) {
    const isAlways = readers.every((other) => other.lane !== lane || other.direction === direction);
    if (direction !== undefined && isAlways) fixed.set(lane, direction);
  }
  return fixed;
}
