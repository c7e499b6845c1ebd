import type { Decision, Direction, Scan, ScanId } from "@usher/core";
import { MemoryStore } from "@usher/core/testing";
import { JournalReading, type Report, type ReportWishes } from "../src/report/report.js";
import type { ServiceScan } from "../src/report/service-view.js";
import { DEVICE } from "./scripted-gate.js";

/** 1 June 2026, 18:00:00 UTC. Every step of a day is a second later. */
export const DOORS_MS = Date.UTC(2026, 5, 1, 18);
const STEP_MS = 1_000;

/** An operator's word. */
export const WORD = { role: "Supervisor", reason: "The turnstile was stuck" };

type Way = { readonly direction?: Direction; readonly inDoubt?: boolean; readonly scanId?: ScanId };

/** A gate's journal, written as a day goes by. Tokens are ticket keys. */
export class GateDay {
  readonly store: MemoryStore;
  nowMs = DOORS_MS;

  constructor(store = new MemoryStore()) {
    this.store = store;
  }

  scan(token: string, direction: Direction = "enter"): Scan {
    this.nowMs += STEP_MS;
    return {
      barcode: { token, ticketKey: token, symbology: null },
      direction,
      device: DEVICE,
      scanTimeMs: this.nowMs,
      skewMs: null,
      deviceOs: "Printed",
      channelId: null,
      readerId: "stdin",
      lane: "main",
    };
  }

  begin(token: string, direction?: Direction): ScanId {
    return this.store.begin(this.scan(token, direction), this.nowMs);
  }

  /** The service answers, to a scan asked just now or begun before. */
  online(token: string, status: string, { direction = "enter", scanId, ...rest }: Way & { answered?: string } = {}) {
    const outcome = status === "OKAY" ? "permit" : "deny";
    return this.#decide(token, direction, scanId ?? this.begin(token, direction), { outcome, status, ...rest });
  }

  offlinePermit(token: string, { direction = "enter", inDoubt = false, scanId }: Way = {}): ScanId {
    return this.#decide(token, direction, scanId, { outcome: "permit", status: "OKAY", source: "offline", inDoubt });
  }

  offlineDenial(token: string, { direction = "enter", inDoubt = false, scanId }: Way = {}): ScanId {
    return this.#decide(token, direction, scanId, { outcome: "deny", status: "NOT_FOUND", source: "offline", inDoubt });
  }

  /** What a start does about a scan that was begun and not decided. */
  stopped(token: string, scanId: ScanId): ScanId {
    return this.#decide(token, "enter", scanId, {
      outcome: "deny",
      status: "SCAN_AGAIN",
      source: "device",
      inDoubt: true,
    });
  }

  upload(...scanIds: ScanId[]): void {
    this.store.acknowledge(scanIds, (this.nowMs += STEP_MS));
  }

  quarantine(scanId: ScanId): void {
    this.store.quarantine(scanId, (this.nowMs += STEP_MS));
  }

  requeue(scanId: ScanId): void {
    this.store.requeue(scanId, (this.nowMs += STEP_MS));
  }

  /** Offline, a ticket that nobody knows is let in by the venue's allowance. */
  unknownAdmitted(token: string): ScanId {
    const exception = { kind: "unknownAdmitted" } as const;
    return this.#decide(token, "enter", undefined, { outcome: "permit", status: "OKAY", source: "offline", exception });
  }

  /** An operator lets somebody in against this denial. */
  override(token: string, denied: ScanId): ScanId {
    const exception = { kind: "overridden", scanId: denied, ...WORD } as const;
    return this.#decide(token, "enter", undefined, {
      outcome: "permit",
      status: "OKAY",
      source: "operator",
      exception,
    });
  }

  /** Nobody went through: the gate told so. */
  annul(scanId: ScanId): void {
    this.store.annul(scanId, { by: "gate" }, (this.nowMs += STEP_MS));
  }

  /** An operator turns the gate or a lane of it around. */
  turn(direction: Direction, lane: string | null): void {
    const act = { act: "direction", direction, lane, means: "operator panel" } as const;
    this.store.noteAct(act, (this.nowMs += STEP_MS));
  }

  reading(): JournalReading {
    const reading = new JournalReading();
    for (const entry of this.store.journal()) reading.apply(entry);
    return reading;
  }

  /** Made now, of the whole day, with masked tokens and nothing from the service, unless said otherwise. */
  report(wishes: Partial<ReportWishes> = {}): Report {
    const usual = { madeAtMs: this.nowMs, sinceMs: null, service: null, wholeTokens: false };
    return this.reading().report({ ...usual, ...wishes });
  }

  #decide(token: string, direction: Direction, scanId: ScanId | undefined, decision: Partial<Decision>): ScanId {
    const begun = this.store.unfinished().find((queued) => queued.scanId === scanId);
    const whole: Decision = {
      outcome: "deny",
      status: "OKAY",
      message: "",
      source: "online",
      inDoubt: false,
      tickets: [{ place: "101:A:7", eventId: null }],
      ledger: null,
      ...decision,
    };
    const scan = begun?.scan ?? this.scan(token, direction);
    return this.store.commit(scan, whole, this.nowMs, scanId).scanId;
  }
}

/** A scan as the service tells of it: by another device unless said otherwise. */
export function atService(token: string, scanTimeMs: number, change: Partial<ServiceScan> = {}): ServiceScan {
  const usual = { scanType: "ENTER", status: "OKAY", deviceId: 99, gateName: "South", mode: "online" } as const;
  return { token, scanTimeMs, ...usual, ...change };
}
