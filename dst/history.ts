import type { Decision, LedgerEntry, OperatorsAct, Permit, Scan, Verdict } from "@usher/core";

/** One upload as the service saw it, whatever came of it. */
export interface SeenUpload {
  readonly scans: readonly Scan[];
  readonly status: string;
}

/** What happened, in order. `run` counts the lives of a kiosk's process. */
export type Happening =
  | { readonly kind: "started" | "killed" | "healed" }
  | { readonly kind: "configured" }
  | { readonly kind: "fault"; readonly name: string; readonly detail: string }
  | { readonly kind: "asked"; readonly scan: Scan }
  | { readonly kind: "answered"; readonly scan: Scan; readonly status: string }
  | {
      readonly kind: "committed";
      readonly scanId: string;
      readonly scan: Scan;
      readonly decision: Decision;
      readonly remembered: LedgerEntry | null;
    }
  | { readonly kind: "annulled"; readonly scanId: string; readonly withdrawn: boolean }
  /** An annulment that the disk refused. */
  | { readonly kind: "unannulled"; readonly scanId: string }
  /** What an operator did to the gate was done; and before that, what the journal has of it, or that the disk refused it. */
  | { readonly kind: "acted"; readonly act: OperatorsAct["act"] }
  | { readonly kind: "noted"; readonly act: OperatorsAct; readonly wallMs: number }
  | { readonly kind: "unnoted" }
  /** What the gate told of a permit. */
  | { readonly kind: "passage"; readonly scanId: string; readonly passed: boolean }
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | { readonly kind: "opened"; readonly permit: Permit }
  | { readonly kind: "acknowledged"; readonly scanIds: readonly string[] }
  | { readonly kind: "uploadSeen"; readonly upload: SeenUpload };

/** A happening, with where and when (monotonic world time). */
export type Entry = Happening & { readonly atMs: number; readonly kiosk: string; readonly run: number };

/** Everything that happened on one day. The checkers read it; so does a person, as a timeline. */
export class History {
  readonly entries: Entry[] = [];
  readonly faults = new Map<string, number>();
  readonly #byKind = new Map<Entry["kind"], Entry[]>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  note(kiosk: string, run: number, happening: Happening): void {
    const entry = { ...happening, atMs: this.#nowMs(), kiosk, run };
    this.entries.push(entry);
    const alike = this.#byKind.get(entry.kind);
    if (alike === undefined) this.#byKind.set(entry.kind, [entry]);
    else alike.push(entry);
  }

  /** A fault struck. */
  fault(kiosk: string, run: number, name: string, detail = ""): void {
    this.faults.set(name, (this.faults.get(name) ?? 0) + 1);
    this.note(kiosk, run, { kind: "fault", name, detail });
  }

  /** The happenings of one kind, in order. */
  of<Kind extends Happening["kind"]>(kind: Kind): readonly Extract<Entry, { kind: Kind }>[] {
    return (this.#byKind.get(kind) ?? []) as Extract<Entry, { kind: Kind }>[];
  }
}

/** What a checker found. `about`: words (a token, a scan id, a kiosk) whose happenings explain it. */
export interface Violation {
  readonly checker: string;
  readonly message: string;
  readonly about: readonly string[];
}
