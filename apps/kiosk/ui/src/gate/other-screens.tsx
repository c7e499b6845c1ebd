import { Content } from "./content.js";
import { DirectionArrow, Gear, Ticket, Warning } from "./shapes.js";
import { WORDS } from "./words.js";

/** Nothing to say yet: come and scan. */
export function IdleScreen({ direction }: { readonly direction: "enter" | "exit" }) {
  return (
    <main class="plain idle">
      <Content class="head">
        <Ticket />
        <div class="says">
          <p class="chip direction">
            <DirectionArrow out={direction === "exit"} />
            {WORDS.direction[direction]}
          </p>
          <h1>{WORDS.idle[direction]}</h1>
          <p class="reason">{WORDS.idleHint}</p>
        </div>
      </Content>
    </main>
  );
}

/** A ticket was read, and the service takes its time. `lane`: where the display is that of several. */
export function CheckingScreen({ lane }: { readonly lane: string | null }) {
  return (
    <main class="plain checking">
      <Content class="head">
        <Gear />
        <div class="says">
          {lane !== null && (
            <p class="chip" dir="auto">
              {WORDS.lane(lane)}
            </p>
          )}
          <h1>{WORDS.checking}</h1>
          <p class="reason">{WORDS.checkingHint}</p>
        </div>
      </Content>
    </main>
  );
}

/** The gate may not scan yet. */
export function NotReadyScreen({ refused, support }: { readonly refused: boolean; readonly support: string | null }) {
  return (
    <main class="plain not-ready">
      <Content class="head">
        {refused || support !== null ? <Warning /> : <Gear />}
        <div class="says">
          <h1>{WORDS.notReady}</h1>
          <p class="reason">{refused ? WORDS.refused : WORDS.configuring}</p>
          <p class="hint">{WORDS.tryingAgain}</p>
          {support !== null && (
            <p class="support">
              <b>{WORDS.contactSupport}</b>
              {support}
            </p>
          )}
        </div>
      </Content>
    </main>
  );
}

/** The address of this display names a lane that the gate has not. */
export function NoLaneScreen({ lane, lanes }: { readonly lane: string; readonly lanes: readonly string[] }) {
  return (
    <main class="plain not-ready">
      <Content class="head">
        <Warning />
        <div class="says">
          <h1>{WORDS.noLane(lane)}</h1>
          <p class="reason">{WORDS.noLaneHint(lanes.join(", "))}</p>
        </div>
      </Content>
    </main>
  );
}

export function StoppingScreen() {
  return (
    <main class="plain not-ready">
      <Content class="head">
        <Gear />
        <div class="says">
          <h1>{WORDS.stopping}</h1>
        </div>
      </Content>
    </main>
  );
}

export function ConnectingScreen() {
  return (
    <main class="plain connecting">
      <Content class="head">
        <Gear />
        <div class="says">
          <h1>{WORDS.connecting}</h1>
        </div>
      </Content>
    </main>
  );
}

/** Nothing that was shown before may be believed. `why`: what the kiosk said, where it said anything. */
export function LostScreen({ why }: { readonly why: string | null }) {
  return (
    <main class="plain lost">
      <Content class="head">
        <Warning />
        <div class="says">
          <h1>{WORDS.lost}</h1>
          {why !== null && <p class="reason">{why}</p>}
          <p class={why === null ? "reason" : "hint"}>{WORDS.lostHint}</p>
        </div>
      </Content>
    </main>
  );
}
