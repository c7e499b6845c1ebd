import { LOCAL_STATUS_MESSAGES, STATUS_MESSAGES, type GateScanner } from "@usher/core";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Observable } from "rxjs";
import type { KioskState } from "./http/kiosk-state.js";

/** A service may invent statuses; a label that grows without end would eat the monitoring. */
const KNOWN_STATUSES: ReadonlySet<string> = new Set([
  ...Object.keys(STATUS_MESSAGES),
  ...Object.keys(LOCAL_STATUS_MESSAGES),
]);

/** From a local denial to the 3 seconds after which an online scan is decided offline. */
const DECISION_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 3.6, 5];

/** Counts what a gate does, for Prometheus. No label ever holds a token or a key. `stop` ends the counting. */
export function scannerMetrics(
  scanner: GateScanner,
  state$: Observable<KioskState>,
): { readonly registry: Registry; readonly stop: () => void } {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const scans = new Counter({
    name: "usher_scans_total",
    help: "Scans decided, without re-reads.",
    labelNames: ["decision", "status", "source"] as const,
    registers,
  });
  const repeats = new Counter({
    name: "usher_repeated_reads_total",
    help: "Re-reads of a scan already shown.",
    registers,
  });
  const seconds = new Histogram({
    name: "usher_decision_seconds",
    help: "From the read to the verdict.",
    labelNames: ["source"] as const,
    buckets: DECISION_SECONDS,
    registers,
  });
  const showState = stateGauges(registers);

  const states = state$.subscribe(showState);
  const verdicts = scanner.verdicts$.subscribe(({ repeated, decision, status, source, elapsedMs }) => {
    if (repeated) return repeats.inc();
    scans.inc({ decision, status: KNOWN_STATUSES.has(status) ? status : "OTHER", source });
    seconds.observe({ source }, elapsedMs / 1_000);
  });
  return {
    registry,
    stop: () => {
      states.unsubscribe();
      verdicts.unsubscribe();
    },
  };
}

function stateGauges(registers: Registry[]): (state: KioskState) => void {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const pending = gauge("usher_pending_uploads", "Scans permitted offline that wait for their upload.");
  const quarantined = gauge("usher_quarantined_scans", "Scans that the service found malformed.");
  const inDoubt = gauge("usher_in_doubt_scans", "Scans that were sent and never answered.");
  const unknownTickets = gauge("usher_unknown_tickets", "Unknown tickets let in that the service has not taken yet.");
  const operating = gauge("usher_operating", "1 while the gate is configured and scans.");
  const online = gauge("usher_online", "1 while the service is reached.");
  const readers = new Gauge({
    name: "usher_reader_open",
    help: "1 while the reader is open.",
    labelNames: ["reader", "lane"] as const,
    registers,
  });
  const outputs = new Gauge({
    name: "usher_output_ready",
    help: "1 while the gate output can be moved. Its lane is empty where every lane moves it.",
    labelNames: ["board", "lane"] as const,
    registers,
  });
  const alarms = new Gauge({
    name: "usher_alarm",
    help: "1 for every alarm that stands.",
    labelNames: ["code"] as const,
    registers,
  });

  return (state) => {
    pending.set(state.pendingUploads);
    quarantined.set(state.quarantined);
    inDoubt.set(state.inDoubt);
    unknownTickets.set(state.unknownTickets?.admitted ?? 0);
    operating.set(state.phase === "operating" ? 1 : 0);
    online.set(state.connectivity === "online" ? 1 : 0);
    // Auto-detection's own entry is there only while it has found nothing.
    readers.reset();
    for (const { id, lane, status } of state.readers) readers.set({ reader: id, lane }, status === "open" ? 1 : 0);
    for (const { board, lane, status } of state.outputs) {
      outputs.set({ board, lane: lane ?? "" }, status === "ready" ? 1 : 0);
    }
    alarms.reset();
    for (const { code } of state.alarms) alarms.set({ code }, 1);
  };
}
