import type { Decision, Direction, Permit, Reply, Scan, ScanId, TicketPlace, Verdict } from "../../src/index.js";

/** What can be seen of a gate from outside: what people did, what went over the wire, what was kept, shown and opened. */
export type Happening =
  | { readonly kind: "booted" }
  | { readonly kind: "killed" }
  | { readonly kind: "stopping" }
  | { readonly kind: "stopped" }
  /** `direction` where it is not the gate's: an operator overrides a denial of that direction. */
  | {
      readonly kind: "read";
      readonly lane: string;
      readonly token: string;
      readonly manual: boolean;
      readonly direction?: Direction;
    }
  | { readonly kind: "configured"; readonly okay: boolean }
  /** An envelope arrived, of whatever call; with it the service's clock. */
  | { readonly kind: "answered"; readonly serviceTimeMs: number }
  /** The disk knows that a request for this scan is about to leave. */
  | { readonly kind: "begun"; readonly scan: Scan }
  | { readonly kind: "kept"; readonly scanId: ScanId; readonly scan: Scan; readonly decision: Decision }
  /** A decision that the disk refused. */
  | { readonly kind: "unkept"; readonly scan: Scan; readonly decision: Decision }
  | { readonly kind: "asked"; readonly scan: Scan }
  /** The service has acted on a scan, whether its answer arrives or not. */
  | { readonly kind: "judged"; readonly scan: Scan; readonly status: string }
  /** What the gate was told of a scan that it had asked about. */
  | { readonly kind: "told"; readonly scan: Scan; readonly reply: Reply<readonly TicketPlace[]> }
  | { readonly kind: "uploading"; readonly scans: readonly Scan[] }
  /** The service has taken a batch, whether its answer arrives or not. */
  | { readonly kind: "taken"; readonly scans: readonly Scan[] }
  | { readonly kind: "acknowledged"; readonly scanIds: readonly ScanId[] }
  | { readonly kind: "quarantined"; readonly scanIds: readonly ScanId[] }
  | { readonly kind: "requeued"; readonly scanIds: readonly ScanId[] }
  | { readonly kind: "annulled"; readonly scanId: ScanId; readonly withdrawn: boolean }
  /** An annulment that the disk refused. */
  | { readonly kind: "unannulled"; readonly scanId: ScanId }
  /** What the gate told of a permit. */
  | { readonly kind: "passage"; readonly scanId: ScanId; readonly passed: boolean }
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | { readonly kind: "opened"; readonly permit: Permit }
  | { readonly kind: "cued"; readonly lane: string; readonly cue: "permit" | "deny" }
  | { readonly kind: "turned"; readonly direction: Direction };

/** A happening and when: by its place in the order of things, the clock that never jumps, and the one that the gate sees. */
export type Moment = Happening & { readonly order: number; readonly atMs: number; readonly wallMs: number };

/** Moments of one kind. */
export type MomentOf<Kind extends Happening["kind"]> = Extract<Moment, { readonly kind: Kind }>;

/** What happened, in order. */
export class History {
  readonly #moments: Moment[] = [];
  readonly #clock: { monotonicMs(): number; wallMs(): number };

  constructor(clock: { monotonicMs(): number; wallMs(): number }) {
    this.#clock = clock;
  }

  note(happening: Happening): void {
    const order = this.#moments.length;
    this.#moments.push({ ...happening, order, atMs: this.#clock.monotonicMs(), wallMs: this.#clock.wallMs() });
  }

  get moments(): readonly Moment[] {
    return this.#moments;
  }

  of<Kind extends Happening["kind"]>(kind: Kind): readonly MomentOf<Kind>[] {
    return this.#moments.filter((moment): moment is MomentOf<Kind> => moment.kind === kind);
  }
}
