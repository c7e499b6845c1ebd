import type { ConfiguredDevice } from "../domain/device.js";
import type { Status } from "../domain/status.js";
import type { TicketPlace } from "../domain/ticket.js";
import type { TicketService } from "../ports/ticket-service.js";

/** What the port's calls are named on the far side, where entry and exit are two. */
export type ServiceOperation = "configure" | "deviceInformation" | "enter" | "exit" | "upload";

/** What a service can say, by the call that asks. */
export interface ServiceAnswers {
  readonly device: ConfiguredDevice;
  readonly tickets: readonly TicketPlace[];
  readonly accepted: number;
}

/** How the far side behaves from now on. A closed list: every way the port tells apart, and no way of bringing it about. */
export type ServiceSituation =
  /** A complete envelope. `text` and `answers` null: the envelope lacks them. `serviceTimeMs` null: no clock is told. */
  | {
      readonly kind: "answers";
      readonly status: Status;
      readonly text: string | null;
      readonly answers: ServiceAnswers | null;
      readonly httpStatus: number;
      readonly serviceTimeMs: number | null;
    }
  | { readonly kind: "unknownName" }
  | { readonly kind: "refusesConnections" }
  | { readonly kind: "untrustedCertificate" }
  /** The attempt to connect never ends. */
  | { readonly kind: "neverConnects" }
  /** Takes the request and says nothing. */
  | { readonly kind: "silent" }
  /** Takes the request and cuts the connection. */
  | { readonly kind: "resets" }
  /** An envelope that ends before its announced end. */
  | { readonly kind: "endsEarly" }
  /** An envelope that comes byte by byte and has no end. */
  | { readonly kind: "drips" }
  | { readonly kind: "refusesKey"; readonly httpStatus: 401 | 403 }
  /** The edge answers in place of the service. */
  | { readonly kind: "gateway"; readonly httpStatus: 502 | 503 | 504 }
  | { readonly kind: "redirects"; readonly httpStatus: 301 | 302 | 303 | 307 | 308 }
  /** Another HTTP code, without an envelope. */
  | { readonly kind: "fails"; readonly httpStatus: number; readonly retryAfterS: number | null }
  /** HTTP 200 with something complete that is no envelope. */
  | { readonly kind: "garbage" }
  | { readonly kind: "empty" }
  | { readonly kind: "tooLong" };

/** A service under test and what its far side sees. */
export interface ArrangedService {
  readonly service: TicketService;
  /** The requests that reached the far side, in order: a list that grows. */
  readonly seen: readonly ServiceOperation[];
  /** Resolves once the far side has a request in hand or, where no connection comes about, the attempt to connect. */
  readonly reached: () => Promise<void>;
  /** The same far side behaves otherwise from now on. Only for situations that take requests. */
  readonly change: (situation: ServiceSituation) => void;
}

/** Brings the world into a situation. Each case gets a harness of its own; whoever made it clears up after the case. */
export interface TicketServiceHarness {
  arrange(situation: ServiceSituation): Promise<ArrangedService>;
}

/** One case of the conformance suite. It rejects where the service breaks the contract. */
export interface TicketServiceCase {
  readonly name: string;
  readonly run: (harness: TicketServiceHarness) => Promise<void>;
}
