import type { KioskState } from "../../../src/http/kiosk-state.js";
import type { Screen, Shown } from "./screen.js";
import { seatParts } from "./seat.js";
import { placesOf, warningsOf } from "./verdict-words.js";
import { WORDS } from "./words.js";

/**
 * What a screen reader says. Both regions stay when they are empty: it tells what changes in them, not always what appears with
 * them. What counts up with every scan is not among it, or it would talk over the verdicts.
 */
export function Spoken({ screen, kiosk }: { readonly screen: Screen; readonly kiosk: KioskState | null }) {
  const [key, text] = spokenOf(screen);
  const offline = kiosk?.phase === "operating" && kiosk.connectivity === "offline";
  return (
    <>
      <div class="spoken" role="alert">
        {text !== "" && <p key={key}>{text}</p>}
      </div>
      <div class="spoken" role="status" aria-atomic="false">
        {offline && <p key="offline">{sentences(WORDS.offline, WORDS.offlineHint)}</p>}
        {kiosk?.alarms.map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
      </div>
    </>
  );
}

/** The words for a screen, and a key that differs where the same words are to be said again. */
function spokenOf(screen: Screen): readonly [key: string, text: string] {
  switch (screen.kind) {
    case "permit":
    case "deny":
    case "repeated":
      return [`${screen.shown.verdict.scanId}-${screen.kind}-${screen.shown.again}`, spokenVerdict(screen.shown)];
    case "lost":
      return [screen.kind, sentences(WORDS.lost, ...(screen.why === null ? [] : [screen.why]), WORDS.lostHint)];
    case "stopping":
      return [screen.kind, WORDS.stopping];
    case "noLane":
      return [screen.kind, WORDS.noLaneHint(screen.lanes.join(", "))];
    case "notReady":
      return [screen.kind, sentences(WORDS.notReady, screen.refused ? WORDS.refused : WORDS.configuring)];
    case "checking":
      return [screen.kind, WORDS.checking];
    case "connecting":
    case "idle":
      return [screen.kind, ""];
  }
}

function spokenVerdict({ verdict, again }: Shown): string {
  const { decision, direction, message } = verdict;
  if (again) return sentences(WORDS.repeatedTitle, WORDS.repeatedHint[decision]);
  const seats = placesOf(verdict).places.map((place) =>
    seatParts(place)
      .map(({ label, value }) => `${label} ${value}`)
      .join(", "),
  );
  return sentences(WORDS.spoken[decision](WORDS.direction[direction]), message, ...seats, ...warningsOf(verdict));
}

function sentences(...parts: readonly string[]): string {
  return parts.join(". ");
}
