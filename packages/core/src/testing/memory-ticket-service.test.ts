import { describe, it } from "vitest";
import type { Reply, TicketService } from "../ports/index.js";
import { MemoryTicketService, type Weather } from "./memory-ticket-service.js";
import type { ArrangedService, ServiceOperation, ServiceSituation } from "./ticket-service-harness.js";
import { ticketServiceSuite } from "./ticket-service-suite.js";
import { VirtualTime } from "./virtual-time.js";

describe("the memory service is a TicketService", () => {
  for (const { name, run } of ticketServiceSuite) it(name, async () => run({ arrange }));
});

async function arrange(situation: ServiceSituation): Promise<ArrangedService> {
  const memory = new MemoryTicketService(new VirtualTime());
  memory.weather = weatherOf(situation);
  let reached: () => void = () => undefined;
  const inHand = new Promise<void>((resolve) => (reached = resolve));
  const seen: ServiceOperation[] = [];
  const note = (operation: ServiceOperation, signal: AbortSignal) => {
    const takesRequests = !["unknownName", "refusesConnections", "untrustedCertificate", "neverConnects"].includes(
      situation.kind,
    );
    if (takesRequests && !signal.aborted) seen.push(operation);
    reached();
  };
  const service: TicketService = {
    configure: async (identity, signal) => (note("configure", signal), memory.configure(identity, signal)),
    deviceInformation: async (device, signal) => (
      note("deviceInformation", signal),
      memory.deviceInformation(device, signal)
    ),
    ask: async (scan, signal) => (note(scan.direction, signal), memory.ask(scan, signal)),
    upload: async (batch, signal) => (note("upload", signal), memory.upload(batch, signal)),
  };
  const change = (next: ServiceSituation) => void (memory.weather = weatherOf(next));
  return { service, seen, reached: async () => inHand, change };
}

function weatherOf(situation: ServiceSituation): Weather {
  if (situation.kind === "answers") return { kind: "says", says: (operation) => envelope(situation, operation) };
  if (situation.kind === "silent" || situation.kind === "drips") return { kind: "silent", processes: true };
  if (situation.kind === "neverConnects") return { kind: "silent", processes: false, sent: false };
  return { kind: "reply", reply: troubleOf(situation) };
}

type Trouble = Exclude<ServiceSituation, { kind: "answers" | "silent" | "drips" | "neverConnects" }>;

function troubleOf(situation: Trouble): Exclude<Reply<never>, { kind: "answered" }> {
  const unreachable = (cause: "name" | "refused" | "certificate" | "reset" | "gateway", sent: boolean) =>
    ({ kind: "unreachable", cause, sent }) as const;
  const senseless = (reason: "redirect" | "httpStatus" | "notAnEnvelope" | "tooLarge", httpStatus: number) =>
    ({ kind: "unintelligible", reason, httpStatus, retryAfterMs: null }) as const;
  switch (situation.kind) {
    case "unknownName":
      return unreachable("name", false);
    case "refusesConnections":
      return unreachable("refused", false);
    case "untrustedCertificate":
      return unreachable("certificate", false);
    case "resets":
    case "endsEarly":
      return unreachable("reset", true);
    case "gateway":
      return unreachable("gateway", true);
    case "refusesKey":
      return { kind: "unauthorised", httpStatus: situation.httpStatus };
    case "redirects":
      return senseless("redirect", situation.httpStatus);
    case "fails": {
      const retryAfterMs = situation.retryAfterS === null ? null : situation.retryAfterS * 1_000;
      return { ...senseless("httpStatus", situation.httpStatus), retryAfterMs };
    }
    case "garbage":
    case "empty":
      return senseless("notAnEnvelope", 200);
    case "tooLong":
      return senseless("tooLarge", 200);
  }
}

function envelope(
  situation: Extract<ServiceSituation, { kind: "answers" }>,
  operation: ServiceOperation,
): Reply<unknown> {
  const { status, text, answers, serviceTimeMs } = situation;
  const valueOf = {
    configure: answers?.device,
    deviceInformation: answers?.device,
    enter: answers?.tickets,
    exit: answers?.tickets,
    upload: answers === null ? undefined : { accepted: answers.accepted },
  };
  return { kind: "answered", status, message: text ?? status, value: valueOf[operation] ?? null, serviceTimeMs };
}
