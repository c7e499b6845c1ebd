import type { Status } from "@usher/core";
import { reportedScan, type ReportedScan, type ShowToken } from "./reported-scan.js";
import type { ServiceView } from "./service-view.js";
import type { LaterAnswer, ScanStory } from "./stories.js";

/**
 * A scan that was sent and never answered, and what became of it.
 *
 * `decided`: how the gate decided it offline; `"never"` where the device stopped before, or the scan still waits. `status` is what
 * was shown (null: nothing yet).
 * `became`: `"uploaded"`, so that the service has it for good; `"answered"`, where the service said something about this ticket
 * afterwards; else `"open"`. Both may have happened: `uploadedAtMs` and `answer` tell.
 * `atService`: how the service had answered the request itself, null where it never got it. Only where somebody has brought what
 * the service knows.
 */
export interface Doubt extends ReportedScan {
  readonly decided: "permit" | "deny" | "never";
  readonly status: Status | null;
  readonly became: "open" | "uploaded" | "answered";
  readonly uploadedAtMs: number | null;
  readonly answer: LaterAnswer | null;
  readonly atService?: Status | null;
}

/** All that is or was in doubt, oldest first. */
export function doubtsOf(
  stories: readonly ScanStory[],
  show: ShowToken,
  service: ServiceView | null = null,
): readonly Doubt[] {
  return stories.filter(isInDoubt).map((story) => {
    const { decision, uploadedAtMs, answer } = story;
    const isDecided = decision !== null && decision.source !== "device";
    return {
      ...reportedScan(story, show),
      decided: isDecided ? decision.outcome : "never",
      status: decision?.status ?? null,
      became: uploadedAtMs !== null ? "uploaded" : answer !== null ? "answered" : "open",
      uploadedAtMs,
      answer,
      ...(service === null ? {} : { atService: service.answerTo(story.scan) }),
    };
  });
}

function isInDoubt({ decision }: ScanStory): boolean {
  return decision === null || decision.inDoubt;
}
