import { isPermitting, type Direction } from "@usher/core";
import { reportedScan, type ReportedScan, type ShowToken } from "./reported-scan.js";
import { directionOf, isSame, type ServiceView } from "./service-view.js";
import type { LaterAnswer, ScanStory } from "./stories.js";

/** An entry permitted without the service, of a ticket that the service answered as inside before it had taken that entry. */
export interface AlreadyInside extends ReportedScan {
  readonly answer: LaterAnswer;
}

/** The other one of two passages with one ticket. */
export interface OtherPassage {
  readonly deviceId: number;
  readonly gateName: string;
  readonly scanTimeMs: number;
  readonly mode: "online" | "offline";
}

/** An entry permitted without the service, and another with the same ticket right before or after it, with no exit between. */
export interface EnteredTwice extends ReportedScan {
  readonly other: OtherPassage;
}

export function alreadyInside(stories: readonly ScanStory[], show: ShowToken): readonly AlreadyInside[] {
  return stories.flatMap((story) => {
    const { insideAnswer: answer, annulledAtMs } = story;
    return answer === null || annulledAtMs !== null ? [] : [{ ...reportedScan(story, show), answer }];
  });
}

/**
 * Entered twice, across all devices that the service knows of: two passages inwards with one ticket in the order of their scan
 * times, at least one of them permitted here without the service.
 */
export function enteredTwice(
  stories: readonly ScanStory[],
  service: ServiceView,
  show: ShowToken,
): readonly EnteredTwice[] {
  if (service.allowsMultipleEntries) return [];
  return [...byToken(stories).values()].flatMap((ofTicket) =>
    pairsOf(passagesOf(ofTicket, service)).map(({ story, other }) => {
      const { deviceId, gateName, scanTimeMs, mode } = other;
      return { ...reportedScan(story, show), other: { deviceId, gateName, scanTimeMs, mode } };
    }),
  );
}

/** Somebody passed with a ticket. `story` where this device let them without the service. */
interface Passage extends OtherPassage {
  readonly direction: Direction;
  readonly story: ScanStory | null;
}

/** All passages with one ticket in the order of their scan times: what this device permitted, and what it learns of from the service. */
function passagesOf(stories: readonly ScanStory[], service: ServiceView): readonly Passage[] {
  const [first] = stories;
  if (first === undefined) return [];
  const { barcode, device } = first.scan;
  const own = stories.filter(isPermit).map((story): Passage => {
    const { direction, scanTimeMs, device: at } = story.scan;
    return { direction, scanTimeMs, deviceId: at.id, gateName: at.gateName, mode: "offline", story };
  });
  const others = service
    .of(barcode.token)
    // A scan in doubt that was denied here may stand as entered at the service: nobody passed with it.
    .filter((known) => !stories.some(({ scan }) => isSame(known, scan)))
    .filter((known) => isPermitting(known.status, directionOf(known)))
    .filter(({ gateName }) => service.isSameBorder(gateName, device.gateName))
    .map((known): Passage => ({ ...known, direction: directionOf(known), story: null }));
  return [...own, ...others].sort((one, other) => one.scanTimeMs - other.scanTimeMs);
}

/** Each two passages inwards in a row; where both are this device's own, told of the later one alone. */
function pairsOf(passages: readonly Passage[]): readonly { readonly story: ScanStory; readonly other: Passage }[] {
  return passages.flatMap((later, index) => {
    const earlier = passages[index - 1];
    if (earlier?.direction !== "enter" || later.direction !== "enter") return [];
    if (later.story !== null) return [{ story: later.story, other: earlier }];
    return earlier.story === null ? [] : [{ story: earlier.story, other: later }];
  });
}

/** Whether somebody passed here, as far as is known. */
function isPermit({ standing, annulledAtMs }: ScanStory): boolean {
  return standing !== null && standing !== "notForUpload" && annulledAtMs === null;
}

function byToken(stories: readonly ScanStory[]): ReadonlyMap<string, readonly ScanStory[]> {
  const groups = new Map<string, ScanStory[]>();
  for (const story of stories) {
    const { token } = story.scan.barcode;
    const group = groups.get(token);
    if (group === undefined) groups.set(token, [story]);
    else group.push(story);
  }
  return groups;
}
