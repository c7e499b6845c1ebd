import { messageOf, type Status } from "@usher/core";
import { z } from "zod";

/**
 * What the service wraps every answer in. Only `result.status` is required; everything else may be missing or odd without
 * making the answer unreadable. The status alone decides, whatever the HTTP code.
 */
export const envelope = z.object({
  result: z.object({
    status: z.string().min(1),
    message: z.string().optional().catch(undefined),
  }),
  message: z.unknown().optional(),
});

/** What {@link envelope} reads. */
export type Envelope = z.infer<typeof envelope>;

/** An envelope as a service writes it. `text` defaults to this project's words for the status. */
export function envelopeOf(status: Status, message: unknown = {}, text: string = messageOf(status)): Envelope {
  return { result: { status, message: text }, message };
}

/** What the gateway in front of the service answers, with HTTP 401, to an API key that it refuses. It is no envelope. */
export const INVALID_API_KEY_FAULT = {
  fault: { faultstring: "Invalid ApiKey", detail: { errorcode: "oauth.v2.InvalidApiKey" } },
} as const;
