import type { Verdict } from "@usher/core";
import { Content } from "./content.js";
import { LONG_REASON, type Shown } from "./screen.js";
import { seatParts, type SeatPart } from "./seat.js";
import { Cross, DirectionArrow, Same, Tick } from "./shapes.js";
import { placesOf, warningsOf } from "./verdict-words.js";
import { WORDS } from "./words.js";

/** The verdict, told by colour, shape and words alike. `showLane`: the display is that of several lanes. */
export function VerdictScreen(props: { readonly kind: Kind; readonly shown: Shown; readonly showLane: boolean }) {
  const { kind, shown, showLane } = props;
  const { verdict, again } = shown;
  return (
    <main
      class={`verdict ${kind}`}
      key={`${verdict.scanId}-${kind}`}
      data-scan={verdict.scanId}
      data-status={verdict.status}
    >
      <Content>
        <div class="head">
          <Shape kind={kind} />
          <div class="says">
            <DirectionChip direction={verdict.direction} />
            {showLane && (
              <p class="chip lane-chip" dir="auto">
                {WORDS.lane(verdict.lane)}
              </p>
            )}
            <h1>{titleOf(kind, verdict)}</h1>
            <Reason kind={kind} verdict={verdict} />
            {again && kind !== "repeated" && <p class="again">{WORDS.repeatedTitle}</p>}
          </div>
        </div>
        <Places kind={kind} verdict={verdict} />
        <Notes verdict={verdict} />
      </Content>
      <div class="time-left" aria-hidden="true" />
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
  const { message, status } = verdict;
  return (
    <>
      <p class={`reason ${message.length > LONG_REASON ? "long" : ""}`} dir="auto">
        {message}
      </p>
      {status !== message && <p class="status">{status}</p>}
    </>
  );
}

function Places({ kind, verdict }: { readonly kind: Kind; readonly verdict: Verdict }) {
  const { places, rest } = placesOf(verdict);
  const count = verdict.tickets.length;
  if ((places.length === 0 && count < 2) || kind === "repeated") return null;
  return (
    <section class={`places ${places.length > 1 ? "several" : "one"}`}>
      {count > 1 && <p class="count">{WORDS.tickets(count)}</p>}
      {places.map((place, index) => (
        <Seat key={index} place={place} />
      ))}
      {rest > 0 && <p class="count">{WORDS.moreTickets(rest)}</p>}
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
          <dd dir="auto">{value}</dd>
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
      {warningsOf(verdict).map((warning) => (
        <p class="note strong" key={warning}>
          {warning}
        </p>
      ))}
      {verdict.source === "offline" && <p class="note">{WORDS.decidedHere}</p>}
      <p class="note">
        {WORDS.ticket} <b>{verdict.token}</b>
      </p>
    </footer>
  );
}
