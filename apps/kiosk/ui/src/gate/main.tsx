import { render } from "preact";
import { follow, lane, screen, state } from "./gate-signals.js";
import {
  CheckingScreen,
  ConnectingScreen,
  IdleScreen,
  LostScreen,
  NoLaneScreen,
  NotReadyScreen,
  StoppingScreen,
} from "./other-screens.js";
import type { Screen } from "./screen.js";
import { Spoken } from "./spoken.js";
import { AlarmStrip, Header, OfflineBanner } from "./strips.js";
import { VerdictScreen } from "./verdict-screen.js";
import "./gate.css";
import "./strips.css";
import "./verdict.css";

function GateDisplay() {
  const now = screen.value;
  const kiosk = now.kind === "lost" || now.kind === "connecting" ? null : state.value;
  return (
    <div class={`display ${now.kind}`} data-screen={now.kind}>
      {kiosk !== null && <Header state={kiosk} lane={lane} />}
      {kiosk !== null && <OfflineBanner state={kiosk} />}
      <Main screen={now} showLane={lane === null && (kiosk?.lanes.length ?? 0) > 1} />
      {kiosk !== null && <AlarmStrip state={kiosk} />}
      <Spoken screen={now} kiosk={kiosk} />
    </div>
  );
}

function Main({ screen: now, showLane }: { readonly screen: Screen; readonly showLane: boolean }) {
  switch (now.kind) {
    case "permit":
    case "deny":
    case "repeated":
      return <VerdictScreen kind={now.kind} shown={now.shown} showLane={showLane} />;
    case "idle":
      return <IdleScreen direction={now.direction} />;
    case "notReady":
      return <NotReadyScreen refused={now.refused} support={now.support} />;
    case "checking":
      return <CheckingScreen lane={showLane ? now.lane : null} />;
    case "noLane":
      return <NoLaneScreen lane={lane ?? ""} lanes={now.lanes} />;
    case "stopping":
      return <StoppingScreen />;
    case "connecting":
      return <ConnectingScreen />;
    case "lost":
      return <LostScreen why={now.why} />;
  }
}

render(<GateDisplay />, document.body);
follow();
