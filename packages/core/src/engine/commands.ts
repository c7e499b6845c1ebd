import { LIMITS, type OperatorsAct } from "../domain/index.js";
import type { ScanStore, Time } from "../ports/index.js";
import type { Alarms } from "./alarms.js";
import type { DeviceView } from "./device-view.js";
import type { Exceptions } from "./exceptions.js";
import type { Intake } from "./intake.js";
import type { Lanes } from "./lanes.js";
import { safely } from "./safely.js";
import type { CommandRefusal, LogEvent, ScannerCommands, ScannerState } from "./scanner.js";

/** What commands need of the engine around them. */
export interface CommandsParts {
  readonly store: ScanStore;
  readonly time: Time;
  readonly alarms: Alarms;
  readonly lanes: Lanes;
  readonly intake: Intake;
  readonly exceptions: Exceptions;
  readonly view: DeviceView;
  readonly phase: () => ScannerState["phase"];
  readonly send: (event: { readonly type: "retry" | "reconfigure" | "uploadNow" | "queued" }) => void;
  readonly note: (level: LogEvent["level"], event: string, data: LogEvent["data"]) => void;
  readonly noteFailure: (error: unknown) => void;
  readonly publish: () => void;
}

/** What an operator can ask for, done. */
export function commandsOf(parts: CommandsParts): ScannerCommands {
  const { store, time, lanes, intake, exceptions, view, send, publish } = parts;
  const whenOnline = (act: () => void): "accepted" | CommandRefusal => {
    const phase = parts.phase();
    if (phase !== "operating") return phase === "stopping" ? "stopped" : "notOperating";
    if (view.now().connectivity === "offline") return "offline";
    act();
    return "accepted";
  };
  return {
    setDirection: (direction, lane, means) => {
      if (!lanes.turn(direction, lane)) return;
      noteAct(parts, { act: "direction", direction, lane: lane ?? null, means: bounded(means) });
      publish();
    },
    scan: (token, options) => intake.takeByHand(token, options),
    retry: () => send({ type: "retry" }),
    reconfigure: (means) =>
      whenOnline(() => {
        send({ type: "reconfigure" });
        noteAct(parts, { act: "reconfigure", lane: null, means: bounded(means) });
      }),
    uploadNow: () => whenOnline(() => send({ type: "uploadNow" })),
    requeue: (scanId) => {
      store.requeue(scanId, time.wallMs());
      send({ type: "queued" });
      publish();
    },
    override: (scanId, word) => exceptions.override(scanId, word),
    annul: (scanId, word) => exceptions.annul(scanId, word),
  };
}

/** What an operator did is done, whether it can be written down or not: a steward must be able to turn a gate around. */
function noteAct({ store, time, alarms, note, noteFailure }: CommandsParts, act: OperatorsAct): void {
  note("info", "operatorActed", { ...act });
  safely(() => {
    store.noteAct(act, time.wallMs());
    alarms.clear("STORAGE_FAILED");
  }, noteFailure);
}

function bounded(means = "program"): string {
  return means.slice(0, LIMITS.meansLength);
}
