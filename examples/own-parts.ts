import { connect } from "node:net";
import {
  ScannerError,
  type Frame,
  type GateOutput,
  type GateScanner,
  type OfflineValidator,
  type ScannerDriver,
} from "@usher/core";
import { FrameDecoder } from "@usher/decoders";
import { Subject } from "rxjs";

/** A validator: what begins with CREW- is the crew's. What it does not know is left to the next one. */
export const crewValidator: OfflineValidator = {
  validate: ({ ticketKey }) =>
    ticketKey.startsWith("CREW-") ? { kind: "accepted", place: null, eventId: null } : { kind: "unknown" },
};

/** A reader: a scanner at the network, `path` is "HOST:PORT", that sends each read as a line. */
export const networkDriver: ScannerDriver = {
  kind: "network",
  list: async () => [],
  open: async ({ path = "" }) =>
    new Promise((resolve, reject) => {
      const [host, port] = path.split(":");
      const frames$ = new Subject<Frame>();
      const decoder = new FrameDecoder({ end: "any" });
      const socket = connect({ host, port: Number(port) });
      let isOpen = false;
      const lose = (cause: unknown) => {
        const code = isOpen ? "lost" : "absent";
        const error = new ScannerError(code, `network: no scanner at ${path}: is it on, and its cable in?`, { cause });
        reject(error);
        frames$.error(error);
      };
      const close = async () => {
        frames$.complete();
        socket.destroy();
      };
      socket.once("connect", () => {
        isOpen = true;
        resolve({ info: { path }, frames$, close });
      });
      socket.on("data", (bytes) => {
        for (const decoded of decoder.push(bytes, performance.now()))
          if (decoded.kind === "frame") frames$.next(decoded.frame);
      });
      socket.once("error", lose).once("close", lose);
    }),
};

/** A gate output: a relay that is switched by HTTP. It ends its pulse itself: no gate stays open where this process ends. */
export function webRelay(url: string, onTrouble: (error: unknown) => void): GateOutput {
  return {
    permit: () => void fetch(url, { method: "POST", signal: AbortSignal.timeout(1_000) }).catch(onTrouble),
    deny: () => undefined,
  };
}

/** A screen: what the gate is, after every change, and what it says to each ticket. */
export function screen({ state$, verdicts$ }: GateScanner, show: (line: string) => void): void {
  state$.subscribe(({ phase, connectivity }) => show(`${phase}, ${connectivity}`));
  verdicts$.subscribe(({ decision, message }) => show(`${decision}: ${message}`));
}
