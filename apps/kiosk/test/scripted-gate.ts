import { BehaviorSubject, Subject } from "rxjs";
import type { GateScanner, LogEvent, ScanId, ScannerCommands, ScannerState, Verdict } from "@usher/core";
import type { OutputState } from "../src/outputs/output-state.js";

/** A gate that a test holds in its hand: it tells what the test says, and keeps what it was asked. */
export interface ScriptedGate {
  readonly scanner: GateScanner;
  readonly state$: BehaviorSubject<ScannerState>;
  readonly verdicts$: Subject<Verdict>;
  readonly log$: Subject<LogEvent>;
  /** Changes the state. */
  become(change: Partial<ScannerState>): void;
  /** The commands that arrived, oldest first. */
  readonly asked: readonly (readonly [name: keyof ScannerCommands, ...args: unknown[]])[];
  /** What a command answers from now on. */
  answers: {
    scan: (token: string) => Promise<Verdict>;
    override: (scanId: ScanId) => Promise<Verdict>;
    annul: ScannerCommands["annul"];
    setDirection: () => void;
    reconfigure: ReturnType<ScannerCommands["reconfigure"]>;
    uploadNow: ReturnType<ScannerCommands["uploadNow"]>;
  };
}

export const DEVICE = { id: 42, name: "Gate 1", venueId: "arena", gateId: 7, gateName: "North" };

export const OPERATING: ScannerState = {
  phase: "operating",
  connectivity: "online",
  serviceTrouble: null,
  device: DEVICE,
  direction: "enter",
  lanes: [
    { id: "main", direction: "enter" },
    { id: "side", direction: "exit" },
  ],
  pendingUploads: 0,
  quarantined: 0,
  inDoubt: 0,
  unknownTickets: null,
  lastUploadTimeMs: null,
  readers: [
    { id: "stdin", lane: "main", status: "open" },
    { id: "door", lane: "side", status: "backingOff", reason: "/dev/ttyUSB0 is not there: plug the scanner in" },
  ],
  alarms: [],
};

export const OUTPUTS: readonly OutputState[] = [
  { kind: "serialRelay", board: "/dev/relay", lane: "main", channels: { gate: 1, deny: 3 }, status: "ready" },
  {
    kind: "hidRelay",
    board: "USB relay board",
    lane: null,
    channels: { permit: 1 },
    status: "notReady",
    reason: "there is no relay board (16c0:05df, USBRelay): is it plugged in?",
  },
];

export const PERMIT: Verdict = {
  scanId: "000000000001",
  readerId: "stdin",
  lane: "main",
  token: "…0042",
  direction: "enter",
  decision: "permit",
  status: "OKAY",
  message: "Okay",
  source: "online",
  inDoubt: false,
  tickets: [{ place: "112:F:18", eventId: "final" }],
  place: "112:F:18",
  eventId: "final",
  scanTimeMs: 1_780_000_000_000,
  elapsedMs: 85,
  repeated: false,
  saved: true,
};

export const DENIAL: Verdict = {
  ...PERMIT,
  scanId: "000000000002",
  decision: "deny",
  status: "ALREADY_ENTERED",
  message: "This ticket is already inside",
};

export const OVERRIDE: Verdict = {
  ...PERMIT,
  scanId: "000000000003",
  message: "Okay: let in by the operator (Supervisor)",
  source: "operator",
  exception: { kind: "overridden" },
};

export function scriptedGate(initial: ScannerState = OPERATING): ScriptedGate {
  const state$ = new BehaviorSubject(initial);
  const verdicts$ = new Subject<Verdict>();
  const log$ = new Subject<LogEvent>();
  const asked: [keyof ScannerCommands, ...unknown[]][] = [];
  const answers: ScriptedGate["answers"] = {
    scan: async () => PERMIT,
    override: async () => OVERRIDE,
    annul: () => "withdrawn",
    setDirection: () => undefined,
    reconfigure: "accepted",
    uploadNow: "accepted",
  };
  const commands: ScannerCommands = {
    setDirection: (...args) => {
      asked.push(["setDirection", ...args]);
      answers.setDirection();
      if (args[1] === undefined) state$.next({ ...state$.value, direction: args[0] });
    },
    scan: async (...args) => {
      asked.push(["scan", ...args]);
      const verdict = await answers.scan(args[0]);
      verdicts$.next(verdict);
      return verdict;
    },
    retry: () => void asked.push(["retry"]),
    reconfigure: (...args) => {
      asked.push(["reconfigure", ...args]);
      return answers.reconfigure;
    },
    uploadNow: () => {
      asked.push(["uploadNow"]);
      return answers.uploadNow;
    },
    requeue: (scanId) => void asked.push(["requeue", scanId]),
    override: async (scanId, word) => {
      asked.push(["override", scanId, word]);
      const verdict = await answers.override(scanId);
      verdicts$.next(verdict);
      return verdict;
    },
    annul: (scanId, word) => {
      asked.push(["annul", scanId, word]);
      return answers.annul(scanId, word);
    },
  };
  return {
    scanner: {
      start: () => undefined,
      stop: async () => undefined,
      state$,
      verdicts$,
      log$,
      commands,
      setAlarm: (code, message) => {
        const others = state$.value.alarms.filter((alarm) => alarm.code !== code);
        state$.next({ ...state$.value, alarms: message === null ? others : [...others, { code, message }] });
      },
    },
    state$,
    verdicts$,
    log$,
    become: (change) => state$.next({ ...state$.value, ...change }),
    asked,
    answers,
  };
}
