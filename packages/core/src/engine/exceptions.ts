import type { Subscription } from "rxjs";
import type { Annulment, OperatorsWord, ScanId, Verdict } from "../domain/index.js";
import { LIMITS } from "../domain/index.js";
import { shapeOf } from "../domain/shape-of.js";
import type { DecidedScan, Passage, ScanStore, Time } from "../ports/index.js";
import type { Intake } from "./intake.js";
import type { Lanes } from "./lanes.js";
import { safely } from "./safely.js";
import { ExceptionRefused, ScannerStopped, type LogEvent } from "./scanner.js";
import type { ScannerSettings } from "./settings.js";

/** What exceptions need of the engine around them. */
export interface ExceptionsParts {
  readonly store: ScanStore;
  readonly time: Time;
  readonly lanes: Lanes;
  readonly intake: Intake;
  readonly settings: Pick<ScannerSettings, "outputs">;
  readonly stopped: AbortSignal;
  readonly isOperating: () => boolean;
  readonly isInFlight: (scanId: ScanId) => boolean;
  readonly note: (level: LogEvent["level"], event: string, data: LogEvent["data"]) => void;
  readonly noteFailure: (error: unknown) => void;
  readonly onAnnulled: () => void;
}

/** Exceptions to the rules, each under its name (promise P14): an operator's override, annulled permits, the venue's allowance. */
export class Exceptions {
  readonly #parts: ExceptionsParts;
  readonly #overriding = new Set<ScanId>();
  /** Of a gate that did not turn while the permit was in flight: never more than a batch, `LIMITS.uploadBatch`. */
  readonly #afterFlight = new Set<ScanId>();
  #listening: readonly (Subscription | undefined)[] = [];

  constructor(parts: ExceptionsParts) {
    this.#parts = parts;
  }

  /** Listens to what the gates tell of their permits. */
  start(): void {
    const { settings, noteFailure } = this.#parts;
    const gates = new Set(settings.outputs?.map(({ output }) => output));
    this.#listening = [...gates].map((gate) =>
      gate.passages$?.subscribe({
        next: (passage) => safely(() => this.#hear(checkedPassage(passage)), noteFailure),
        error: noteFailure,
      }),
    );
  }

  /** The gate stops, and with it the upload in hand: what gates told of its scans is done before the store is closed. */
  close(): void {
    for (const subscription of this.#listening) subscription?.unsubscribe();
    this.#annulAfterFlight();
  }

  /** See `ScannerCommands.override`. Goes through the line of its lane, so that it interleaves with no scan. */
  async override(scanId: ScanId, word: OperatorsWord & { readonly lane?: string }): Promise<Verdict> {
    const { lanes, intake, stopped, isOperating } = this.#parts;
    const { role, reason } = checked(word);
    if (stopped.aborted) throw new ScannerStopped();
    if (!isOperating()) throw new ExceptionRefused("notOperating", "nobody is let in before the device is configured");
    const denied = this.#denied(scanId);
    const lane = word.lane ?? (lanes.has(denied.scan.lane) ? denied.scan.lane : lanes.first);
    this.#overriding.add(scanId);
    try {
      return await intake.takeOverruling({ denied, role, reason }, lane);
    } finally {
      this.#overriding.delete(scanId);
    }
  }

  /** See `ScannerCommands.annul`. */
  annul(scanId: ScanId, word: OperatorsWord): "withdrawn" | "noted" {
    const { role, reason } = checked(word);
    if (this.#parts.isInFlight(scanId)) {
      throw new ExceptionRefused(
        "inFlight",
        `scan ${scanId} is being uploaded at this moment: try again in some seconds`,
      );
    }
    return this.#annul(scanId, { by: "operator", role, reason });
  }

  /** An upload has ended: what gates told of its scans meanwhile is done now. */
  uploadEnded(): void {
    this.#annulAfterFlight();
  }

  #denied(scanId: ScanId): DecidedScan {
    const found = this.#decided(scanId);
    if (found.decision.outcome === "permit") {
      throw new ExceptionRefused("notDenied", `scan ${scanId} was permitted: there is nothing to override`);
    }
    if (found.state === "overridden" || this.#overriding.has(scanId)) {
      throw new ExceptionRefused(
        "overridden",
        `scan ${scanId} was overridden already: let the ticket be scanned again`,
      );
    }
    return found;
  }

  #decided(scanId: ScanId): DecidedScan {
    const found = this.#parts.store.decided(scanId);
    if (found === null) throw new ExceptionRefused("unknownScan", `there is no decided scan ${scanId}`);
    return found;
  }

  #annul(scanId: ScanId, annulment: Annulment): "withdrawn" | "noted" {
    const { store, time, lanes, note, onAnnulled } = this.#parts;
    const { decision, state } = this.#decided(scanId);
    if (decision.outcome === "deny") {
      throw new ExceptionRefused("notPermitted", `scan ${scanId} was denied: nobody was let in on it`);
    }
    if (state === "annulled") throw new ExceptionRefused("annulled", `scan ${scanId} was annulled already`);
    const outcome = store.annul(scanId, annulment, time.wallMs());
    lanes.forget(scanId);
    note("info", "annulled", { scanId, ...annulment, outcome });
    onAnnulled();
    return outcome;
  }

  #hear({ scanId, passed }: Passage): void {
    const { note, isInFlight } = this.#parts;
    note("debug", "passage", { scanId, passed });
    if (passed) return;
    if (isInFlight(scanId)) this.#afterFlight.add(scanId);
    else this.#annulByGate(scanId);
  }

  #annulAfterFlight(): void {
    const waiting = [...this.#afterFlight];
    this.#afterFlight.clear();
    for (const scanId of waiting) this.#annulByGate(scanId);
  }

  /** Where it can't be annulled, the permit stands. */
  #annulByGate(scanId: ScanId): void {
    const { note, noteFailure } = this.#parts;
    try {
      this.#annul(scanId, { by: "gate" });
    } catch (error) {
      if (!(error instanceof ExceptionRefused)) return noteFailure(error);
      note("warn", "passageIgnored", { scanId, code: error.code });
    }
  }
}

/** What a gate does not say outright annuls nothing. */
function checkedPassage(passage: unknown): Passage {
  const { scanId, passed } = Object(passage) as Partial<Passage>;
  if (typeof scanId === "string" && typeof passed === "boolean") return { scanId, passed };
  throw new TypeError(`a gate output told ${shapeOf(passage)}, expected { scanId, passed }`);
}

/** Role and reason, both required and bounded. */
function checked({ role, reason }: OperatorsWord): OperatorsWord {
  const word = { role: role.trim(), reason: reason.trim() };
  assertLength("role", word.role, LIMITS.roleLength);
  assertLength("reason", word.reason, LIMITS.reasonLength);
  return word;
}

function assertLength(name: string, text: string, limit: number): void {
  if (text.length >= 1 && text.length <= limit) return;
  throw new RangeError(`an operator's ${name} has 1 to ${limit} characters, this has ${text.length}`);
}
