import { render } from "preact";
import { follow, lane, screen, state } from "./gate-signals.js";
import {
  ConnectingScreen,
  IdleScreen,
  LostScreen,
  NoLaneScreen,
  NotReadyScreen,
  StoppingScreen,
} from "./other-screens.js";
import type { Screen } from "./screen.js";
import { AlarmStrip, Header, OfflineBanner } from "./strips.js";
import { VerdictScreen } from "./verdict-screen.js";
import "./gate.css";

function GateDisplay() {
  const now = screen.value;
  const kiosk = now.kind === "lost" || now.kind === "connecting" ? null : state.value;
  return (
    <div class={`display ${now.kind}`} data-screen={now.kind}>
      {kiosk !== null && <Header state={kiosk} lane={lane} />}
      {kiosk !== null && <OfflineBanner state={kiosk} />}
      <Main screen={now} />
      {kiosk !== null && <AlarmStrip state={kiosk} />}
    </div>
  );
}

function Main({ screen: now }: { readonly screen: Screen }) {
  switch (now.kind) {
    case "permit":
    case "deny":
    case "repeated":
      return <VerdictScreen kind={now.kind} shown={now.shown} />;
    case "idle":
      return <IdleScreen direction={now.direction} />;
    case "notReady":
      return <NotReadyScreen refused={now.refused} support={now.support} />;
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
