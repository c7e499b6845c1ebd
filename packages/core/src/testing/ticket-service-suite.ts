import type { ConfiguredDevice, DeviceIdentity } from "../domain/device.js";
import type { Direction } from "../domain/gate.js";
import type { Scan } from "../domain/scan.js";
import type { Status } from "../domain/status.js";
import type { TicketPlace } from "../domain/ticket.js";
import type { Reply, TicketService, UnreachableCause } from "../ports/ticket-service.js";
import { equal } from "./equal.js";
import type {
  ServiceAnswers,
  ServiceOperation,
  ServiceSituation,
  TicketServiceCase,
  TicketServiceHarness,
} from "./ticket-service-harness.js";

const IDENTITY: DeviceIdentity = {
  venueId: "V-1",
  name: "North 1",
  mac: "02:00:00:00:00:01",
  ip: "192.0.2.10",
  gateName: "North",
  serial: "S-1",
  model: "M-1",
};
const DEVICE: ConfiguredDevice = { id: 41, name: "North 1", venueId: "V-1", gateId: 7, gateName: "North" };
const TICKETS: readonly TicketPlace[] = [
  { place: "101:A:1", eventId: "E-1" },
  { place: "101:A:2", eventId: "E-1" },
];
const ANSWERS: ServiceAnswers = { device: DEVICE, tickets: TICKETS, accepted: 2 };
/** A whole second, since an HTTP date has no parts of one. */
const SERVICE_TIME_MS = 1_790_000_000_000;
const OKAY = {
  kind: "answers",
  status: "OKAY",
  text: "Okay",
  answers: ANSWERS,
  httpStatus: 200,
  serviceTimeMs: SERVICE_TIME_MS,
} as const;

type Call = (service: TicketService, signal: AbortSignal) => Promise<Reply<unknown>>;

const CALLS: readonly { readonly operation: ServiceOperation; readonly call: Call; readonly value: unknown }[] = [
  { operation: "configure", call: async (service, signal) => service.configure(IDENTITY, signal), value: DEVICE },
  {
    operation: "deviceInformation",
    call: async (service, signal) => service.deviceInformation(DEVICE, signal),
    value: DEVICE,
  },
  { operation: "enter", call: async (service, signal) => service.ask(scanOf("enter"), signal), value: TICKETS },
  { operation: "exit", call: async (service, signal) => service.ask(scanOf("exit"), signal), value: TICKETS },
  {
    operation: "upload",
    call: async (service, signal) =>
      service.upload({ device: DEVICE, scans: [scanOf("enter"), scanOf("exit")] }, signal),
    value: { accepted: 2 },
  },
];

/** What every `TicketService` must do: each sentence of the port's contract. */
export const ticketServiceSuite: readonly TicketServiceCase[] = [
  ...CALLS.map(({ operation, call, value }) => ({
    name: `${operation}: an OKAY brings what was asked for, and the service's clock`,
    async run(harness: TicketServiceHarness) {
      const { service, seen } = await harness.arrange(OKAY);
      equal(await call(service, never()), {
        kind: "answered",
        status: "OKAY",
        message: "Okay",
        value,
        serviceTimeMs: SERVICE_TIME_MS,
      });
      equal(seen, [operation]);
    },
  })),
  ...CALLS.map(({ operation, call }) => ({
    name: `${operation}: a request that is cut off is sent once and never again, and is in doubt`,
    async run(harness: TicketServiceHarness) {
      const { service, seen, change } = await harness.arrange({ kind: "resets" });
      equal(await call(service, never()), unreachable("reset", true));
      change(OKAY);
      equal((await call(service, never())).kind, "answered");
      equal(seen, [operation, operation]);
    },
  })),
  {
    name: "any status comes as received, with the service's words",
    async run(harness) {
      const { service } = await harness.arrange({ ...OKAY, status: "A_NEW_STATUS", text: "So new", answers: null });
      const reply = await service.ask(scanOf("enter"), never());
      equal(reply, {
        kind: "answered",
        status: "A_NEW_STATUS",
        message: "So new",
        value: null,
        serviceTimeMs: SERVICE_TIME_MS,
      });
    },
  },
  {
    name: "an envelope without words, message or clock is an answer all the same",
    async run(harness) {
      const { service } = await harness.arrange({
        ...OKAY,
        status: "NOT_FOUND",
        text: null,
        answers: null,
        serviceTimeMs: null,
      });
      for (const { call } of CALLS) {
        const reply = await call(service, never());
        equal({ ...reply, message: "" }, { ...answered("NOT_FOUND"), message: "", serviceTimeMs: null });
        if (reply.kind === "answered" && reply.message === "") throw new Error("a status needs words for a steward");
      }
    },
  },
  {
    name: "an envelope counts under any HTTP code",
    async run(harness) {
      const { service, change } = await harness.arrange(OKAY);
      for (const httpStatus of [200, 201, 400, 401, 403, 404, 409, 429, 500, 502, 503, 504]) {
        change({ ...OKAY, status: "BAD_REQUEST", text: "No", answers: null, httpStatus });
        equal(await service.ask(scanOf("enter"), never()), { ...answered("BAD_REQUEST"), message: "No" });
      }
    },
  },
  ...notReached("an unknown name", { kind: "unknownName" }, "name"),
  ...notReached("a refused connection", { kind: "refusesConnections" }, "refused"),
  ...notReached("a certificate that can't be trusted", { kind: "untrustedCertificate" }, "certificate"),
  {
    name: "an answer that ends before its end is in doubt",
    async run(harness) {
      const { service, seen } = await harness.arrange({ kind: "endsEarly" });
      equal(await service.ask(scanOf("enter"), never()), unreachable("reset", true));
      equal(seen, ["enter"]);
    },
  },
  {
    name: "a signal that was aborted before the call sends nothing",
    async run(harness) {
      const { service, seen } = await harness.arrange(OKAY);
      for (const { call } of CALLS) equal(await call(service, AbortSignal.abort()), unreachable("aborted", false));
      equal((await service.ask(scanOf("exit"), never())).kind, "answered");
      equal(seen, ["exit"]);
    },
  },
  ...(["silent", "drips"] as const).flatMap((kind) =>
    CALLS.map(({ operation, call }) => ({
      name: `${operation}: aborted while the service ${kind === "silent" ? "is silent" : "drips"}, it settles at once, sent`,
      async run(harness: TicketServiceHarness) {
        const { service, seen, reached, change } = await harness.arrange({ kind });
        equal(await abortedWhen(reached, async (signal) => call(service, signal)), unreachable("aborted", true));
        change(OKAY);
        equal((await call(service, never())).kind, "answered");
        equal(seen, [operation, operation]);
      },
    })),
  ),
  {
    name: "aborted while there is no connection yet, it settles at once, not sent",
    async run(harness) {
      const { service, seen, reached } = await harness.arrange({ kind: "neverConnects" });
      for (const { call } of CALLS)
        equal(await abortedWhen(reached, async (signal) => call(service, signal)), unreachable("aborted", false));
      equal(seen, []);
    },
  },
  {
    name: "a refused key is told as such, and is no failure of the network",
    async run(harness) {
      const { service, change } = await harness.arrange(OKAY);
      for (const httpStatus of [401, 403] as const) {
        change({ kind: "refusesKey", httpStatus });
        for (const { call } of CALLS) equal(await call(service, never()), { kind: "unauthorised", httpStatus });
      }
    },
  },
  {
    name: "a gateway that answers in place of the service is an unreachable service, in doubt",
    async run(harness) {
      const { service, seen, change } = await harness.arrange(OKAY);
      for (const httpStatus of [502, 503, 504] as const) {
        change({ kind: "gateway", httpStatus });
        equal(await service.ask(scanOf("enter"), never()), unreachable("gateway", true));
      }
      equal(seen, ["enter", "enter", "enter"]);
    },
  },
  {
    name: "a redirect is not followed",
    async run(harness) {
      const { service, seen, change } = await harness.arrange(OKAY);
      for (const httpStatus of [301, 302, 303, 307, 308] as const) {
        change({ kind: "redirects", httpStatus });
        const reply = await service.deviceInformation(DEVICE, never());
        equal(reply, { kind: "unintelligible", reason: "redirect", httpStatus, retryAfterMs: null });
      }
      equal(seen.length, 5);
    },
  },
  {
    name: "another HTTP code is unintelligible, and says when to come back",
    async run(harness) {
      const { service, change } = await harness.arrange(OKAY);
      for (const httpStatus of [400, 404, 418, 429, 500, 501]) {
        const retryAfterS = httpStatus === 429 ? 7 : null;
        change({ kind: "fails", httpStatus, retryAfterS });
        const retryAfterMs = retryAfterS === null ? null : 7_000;
        const reply = await service.upload({ device: DEVICE, scans: [scanOf("enter")] }, never());
        equal(reply, { kind: "unintelligible", reason: "httpStatus", httpStatus, retryAfterMs });
      }
    },
  },
  ...unintelligible("something that is no envelope", { kind: "garbage" }, "notAnEnvelope"),
  ...unintelligible("nothing at all", { kind: "empty" }, "notAnEnvelope"),
  ...unintelligible("more than anybody should read", { kind: "tooLong" }, "tooLarge"),
];

function notReached(what: string, situation: ServiceSituation, cause: UnreachableCause): TicketServiceCase[] {
  return [
    {
      name: `${what} is an unreachable service, and certainly nothing was sent`,
      async run(harness) {
        const { service, seen } = await harness.arrange(situation);
        for (const { call } of CALLS) equal(await call(service, never()), unreachable(cause, false));
        equal(seen, []);
      },
    },
  ];
}

function unintelligible(
  what: string,
  situation: ServiceSituation,
  reason: "notAnEnvelope" | "tooLarge",
): TicketServiceCase[] {
  return [
    {
      name: `${what} is unintelligible`,
      async run(harness) {
        const { service, change } = await harness.arrange(situation);
        const reply = await service.ask(scanOf("enter"), never());
        equal(reply, { kind: "unintelligible", reason, httpStatus: 200, retryAfterMs: null });
        change(OKAY);
        equal((await service.ask(scanOf("enter"), never())).kind, "answered");
      },
    },
  ];
}

/** More rounds of microtasks than any chain of promises in a service is long. */
const AT_ONCE_ROUNDS = 64;

async function abortedWhen(
  reached: () => Promise<void>,
  call: (signal: AbortSignal) => Promise<Reply<unknown>>,
): Promise<Reply<unknown> | "still waiting"> {
  const controller = new AbortController();
  let settled: Reply<unknown> | "still waiting" = "still waiting";
  const reply = call(controller.signal).then((value) => (settled = value));
  await Promise.race([reached(), reply]);
  equal(settled, "still waiting");
  controller.abort();
  for (let round = 0; round < AT_ONCE_ROUNDS; round += 1) await Promise.resolve();
  return settled;
}

function never(): AbortSignal {
  return new AbortController().signal;
}

function answered(status: Status): Reply<unknown> {
  return { kind: "answered", status, message: "", value: null, serviceTimeMs: SERVICE_TIME_MS };
}

function unreachable(cause: UnreachableCause, sent: boolean): Reply<unknown> {
  return { kind: "unreachable", cause, sent };
}

function scanOf(direction: Direction): Scan {
  return {
    barcode: { token: "TICKET-1", ticketKey: "TICKET-1", symbology: null },
    direction,
    device: DEVICE,
    scanTimeMs: 1_790_000_000_123,
    skewMs: null,
    deviceOs: "Printed",
    channelId: null,
    readerId: "r1",
    lane: "main",
  };
}
