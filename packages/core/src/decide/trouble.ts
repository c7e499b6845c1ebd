import type { Reply } from "../ports/ticket-service.js";

/** What a scanner does about a reply to enter or exit. */
export type Course<Value> =
  | { readonly kind: "obey"; readonly answer: Extract<Reply<Value>, { kind: "answered" }> }
  | { readonly kind: "decideOffline"; readonly inDoubt: boolean }
  | { readonly kind: "deny"; readonly status: "API_KEY_REFUSED" | "UNINTELLIGIBLE" | "REDIRECTED" };

/**
 * The table of trouble (docs/trouble.md). Only an endpoint that was not reached makes a scanner decide by itself: a refused
 * key or an answer that makes no sense was reached, and must not open an offline door.
 */
export function courseOf<Value>(reply: Reply<Value>): Course<Value> {
  switch (reply.kind) {
    case "answered":
      return { kind: "obey", answer: reply };
    case "unreachable":
      return { kind: "decideOffline", inDoubt: reply.sent };
    case "unauthorised":
      return { kind: "deny", status: "API_KEY_REFUSED" };
    case "unintelligible":
      return { kind: "deny", status: reply.reason === "redirect" ? "REDIRECTED" : "UNINTELLIGIBLE" };
  }
}
