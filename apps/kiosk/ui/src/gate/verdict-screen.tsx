import type { Verdict } from "@usher/core";
import type { Shown } from "./screen.js";
import { seatParts, type SeatPart } from "./seat.js";
import { Cross, DirectionArrow, Same, Tick } from "./shapes.js";
import { spokenDecision, WORDS } from "./words.js";

/** More places than this do not stay readable from afar. */
const PLACES_SHOWN = 4;
/** A reason of more letters than this is set smaller, so that all of it is there. */
const LONG_REASON = 60;

/** The verdict, told by colour, shape and words alike. */
export function VerdictScreen({ kind, shown }: { readonly kind: Kind; readonly shown: Shown }) {
  const { verdict, again } = shown;
  return (
    <main class={`verdict ${kind}`} key={`${verdict.scanId}-${kind}`} data-status={verdict.status}>
      <div class="content">
        <div class="head">
          <Shape kind={kind} />
          <div class="says">
            <DirectionChip direction={verdict.direction} />
            <h1>{titleOf(kind, verdict)}</h1>
            <Reason kind={kind} verdict={verdict} />
            {again && kind !== "repeated" && <p class="again">{WORDS.repeatedTitle}</p>}
          </div>
        </div>
        <Places kind={kind} verdict={verdict} />
        <Notes verdict={verdict} />
      </div>
      <div class="time-left" aria-hidden="true" />
      <p class="spoken" role="alert">
        {kind === "repeated" ? WORDS.repeatedTitle : spokenDecision(kind, verdict.direction)}. {verdict.message}
      </p>
    </main>
  );
}

type Kind = "permit" | "deny" | "repeated";

function Shape({ kind }: { readonly kind: Kind }) {
  switch (kind) {
    case "permit":
      return <Tick />;
    case "deny":
      return <Cross />;
    case "repeated":
      return <Same />;
  }
}

function titleOf(kind: Kind, { direction }: Verdict): string {
  return kind === "repeated" ? WORDS.repeatedTitle : WORDS[kind][direction];
}

function DirectionChip({ direction }: { readonly direction: Verdict["direction"] }) {
  return (
    <p class="chip direction">
      <DirectionArrow out={direction === "exit"} />
      {WORDS.direction[direction]}
    </p>
  );
}

function Reason({ kind, verdict }: { readonly kind: Kind; readonly verdict: Verdict }) {
  if (kind === "permit") return null;
  if (kind === "repeated") return <p class="reason">{WORDS.repeatedHint[verdict.decision]}</p>;
  return (
    <>
      <p class={`reason ${verdict.message.length > LONG_REASON ? "long" : ""}`}>{verdict.message}</p>
      <p class="status">{verdict.status}</p>
    </>
  );
}

function Places({ kind, verdict }: { readonly kind: Kind; readonly verdict: Verdict }) {
  const places = verdict.tickets.map(({ place }) => place).filter((place) => place !== null);
  if (places.length === 0 || kind === "repeated") return null;
  const shownPlaces = kind === "permit" ? places.slice(0, PLACES_SHOWN) : places.slice(0, 1);
  const rest = places.length - shownPlaces.length;
  return (
    <section class={`places ${shownPlaces.length > 1 ? "several" : "one"}`}>
      {verdict.tickets.length > 1 && <p class="count">{WORDS.tickets(verdict.tickets.length)}</p>}
      {shownPlaces.map((place, index) => (
        <Seat key={index} place={place} />
      ))}
      {rest > 0 && kind === "permit" && <p class="count">{WORDS.moreTickets(rest)}</p>}
    </section>
  );
}

function Seat({ place }: { readonly place: string }) {
  const parts = seatParts(place);
  return (
    <dl class="seat" style={{ "--width-em": seatWidthEm(parts) }}>
      {parts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** About how wide the parts stand side by side, in the size of their letters, so that they can be as large as there is room. */
function seatWidthEm(parts: readonly SeatPart[]): string {
  const letters = parts.reduce((sum, { value }) => sum + Math.max(value.length, 2), 0);
  return (letters * 0.6 + parts.length * 0.7).toFixed(2);
}

function Notes({ verdict }: { readonly verdict: Verdict }) {
  return (
    <footer class="notes">
      {verdict.inDoubt && <p class="note strong">{WORDS.inDoubt}</p>}
      {!verdict.saved && verdict.source !== "device" && <p class="note strong">{WORDS.notSaved}</p>}
      {verdict.source === "offline" && <p class="note">{WORDS.decidedHere}</p>}
      {verdict.exception?.kind === "unknownAdmitted" && <p class="note strong">{WORDS.unknownAdmitted}</p>}
      {verdict.source === "operator" && <p class="note strong">{WORDS.byOperator}</p>}
      <p class="note">
        {WORDS.ticket} <b>{verdict.token}</b>
      </p>
    </footer>
  );
}
