import type { JournalEntry, OperatorsWord, Verdict } from "@usher/core";
import type { Doubt } from "../../../src/report/doubts.js";
import type { Quarantined, Report } from "../../../src/report/report.js";

/** The kiosk did not do what was asked. The message is for the operator. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly httpStatus: number;
  constructor(httpStatus: number, message: string) {
    super(message);
    this.httpStatus = httpStatus;
  }
}

/** What an operator can ask of the kiosk. Each rejects with {@link Refused}. */
export const api = {
  isLoggedIn: (): Promise<boolean> =>
    ask("GET", "/api/session").then(
      () => true,
      () => false,
    ),
  logIn: (pin: string) => ask("POST", "/api/session", { pin }),
  logOut: () => ask("DELETE", "/api/session"),
  scan: (token: string, direction: "enter" | "exit", lane: string) =>
    ask("POST", "/api/scans", { token, direction, lane }) as Promise<Verdict>,
  override: (scanId: string, word: OperatorsWord) =>
    ask("POST", "/api/scans/override", { scanId, ...word }) as Promise<Verdict>,
  annul: (scanId: string, word: OperatorsWord) =>
    ask("POST", "/api/scans/annul", { scanId, ...word }) as Promise<{ readonly outcome: "withdrawn" | "noted" }>,
  setDirection: (direction: "enter" | "exit") => ask("POST", "/api/direction", { direction }),
  reconfigure: () => ask("POST", "/api/reconfigure", {}),
  upload: () => ask("POST", "/api/upload", {}),
  acceptSetAside: () => ask("POST", "/api/storage/accept", {}),
  pending: () =>
    ask("GET", "/api/journal?state=pending") as Promise<{
      readonly entries: readonly JournalEntry[];
      readonly nextAfter: number | null;
    }>,
  doubts: () =>
    ask("GET", "/api/doubts") as Promise<{
      readonly total: number;
      readonly open: number;
      readonly doubts: readonly Doubt[];
    }>,
  quarantine: () =>
    ask("GET", "/api/quarantine") as Promise<{ readonly total: number; readonly scans: readonly Quarantined[] }>,
  requeue: (which: { readonly scanId: string } | { readonly all: true }) =>
    ask("POST", "/api/quarantine/requeue", which),
  report: () => ask("GET", "/api/report") as Promise<Report>,
};

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(
      0,
      "The kiosk does not answer: look at its display and at the network of this device, then try again.",
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const { message } = (answer ?? {}) as { readonly message?: string };
  throw new Refused(response.status, message ?? `The kiosk answered ${response.status}.`);
}
