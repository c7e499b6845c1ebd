import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScriptedRelay } from "../packages/outputs/test/scripted-relay.js";
import { isScanning } from "./kiosk-client.js";
import { Stand, TICKETS } from "./stand.js";

const [GATE, DENY, IDLE] = [1, 3, 4];
const WIRED = { kind: "serialRelay", protocol: "lcus", channels: { gate: GATE, deny: DENY, idle: IDLE }, lightMs: 100 };
/** Longer than a test takes: whoever closes the gate before that did not wait for the pulse's end. */
const LONG_PULSE = { pulseMs: 5_000, gapMs: 5_000 };

let relay: ScriptedRelay;
let stand: Stand;
beforeEach(async () => {
  relay = await ScriptedRelay.open();
});
afterEach(async () => {
  await stand.close();
  await relay.pty.dispose();
});

/** A kiosk that operates, with a relay board in its hands. */
async function open(output: object): Promise<void> {
  stand = await Stand.open({ kiosk: { outputs: [{ ...WIRED, path: relay.path, ...output }], rereadWindowMs: 60_000 } });
  await relay.untilDrawn([IDLE]);
}

const [first = "", second = "", third = ""] = TICKETS;
/** All that moved but the idle light. */
const moves = () =>
  relay.changes.filter(({ channel }) => channel !== IDLE).map(({ channel, on }) => `${channel} ${on ? "on" : "off"}`);

describe("a turnstile behind a relay board, at the real kiosk", () => {
  it("[P13] opens once for each permit, and neither for a denial nor for a re-read, which a light shows", async () => {
    await open({ pulseMs: 100, gapMs: 50 });
    expect(await stand.scan(first)).toMatchObject({ decision: "permit" });
    await relay.until(() => moves().length === 2);
    expect(await stand.scan(first)).toMatchObject({ repeated: true });
    expect(await stand.scan("A-STRANGER-S-TICKET")).toMatchObject({ decision: "deny" });
    await relay.until(() => moves().length === 4);
    expect(await stand.scan(second)).toMatchObject({ decision: "permit" });
    await relay.until(() => moves().length === 6);
    expect(moves()).toEqual(["1 on", "1 off", "3 on", "3 off", "1 on", "1 off"]);
    expect(stand.client.state).toMatchObject({
      alarms: [],
      outputs: [{ board: relay.path, lane: null, status: "ready" }],
    });
  });

  it("[P13] is shut when the kiosk is killed in the middle of a pulse, and the next kiosk opens it for nobody of before", async () => {
    await open(LONG_PULSE);
    await stand.scan(first);
    await relay.until(() => moves().length === 1);
    await stand.scan(second);
    stand.client.close();
    await stand.kiosk.stop("SIGKILL");
    await relay.untilDrawn([]);
    await stand.startKiosk();
    await stand.client.until(isScanning);
    await relay.untilDrawn([IDLE]);
    await stand.scan(third);
    await relay.until(() => moves().length === 3);
    expect(moves()).toEqual(["1 on", "1 off", "1 on"]);
  });

  it("is shut when the kiosk is asked to end", async () => {
    await open(LONG_PULSE);
    await stand.scan(first);
    await relay.until(() => moves().length === 1);
    stand.client.close();
    expect(await stand.kiosk.stop("SIGTERM")).toMatchObject({ code: 0 });
    await relay.untilDrawn([]);
  });

  it("[P13] holds up no verdict where the board is away, which is an alarm, and opens for nobody of then once it is back", async () => {
    await open({ pulseMs: 100 });
    await relay.pty.unplug();
    await stand.client.until(({ alarms }) => alarms.some(({ code }) => code === "OUTPUT_FAILED"));
    expect(stand.client.state.outputs).toMatchObject([{ board: relay.path, status: "notReady" }]);
    expect(await stand.scan(first)).toMatchObject({ decision: "permit" });
    await relay.pty.plug();
    // What is left of it, with the board ready again: somebody waits for a steward.
    await stand.client.until(({ alarms }) => alarms.every(({ message }) => message.includes("in by hand")));
    const { alarms } = stand.client.state;
    expect(alarms.map(({ code }) => code)).toEqual(["OUTPUT_FAILED"]);
    expect(alarms[0]?.message).toContain(relay.path);
    expect(await stand.scan(second)).toMatchObject({ decision: "permit" });
    await stand.client.until((state) => state.alarms.length === 0);
    expect(stand.client.state.outputs).toMatchObject([{ status: "ready" }]);
    await relay.until(() => moves().length === 2);
    expect(moves()).toEqual(["1 on", "1 off"]);
  });

  it("[P14] annuls the permit where nobody turned it, and keeps it where somebody did", async () => {
    await open({ pulseMs: 100, passage: { contact: "bytes", bytes: "54 0A", passMs: 2_000 } });
    await stand.fault({ unreachable: true, how: "refuse" });
    expect(await stand.scan(first)).toMatchObject({ decision: "permit", source: "offline" });
    await stand.client.until(({ pendingUploads }) => pendingUploads === 1);
    await stand.client.until(({ pendingUploads }) => pendingUploads === 0);

    expect(await stand.scan(first)).toMatchObject({ decision: "permit", repeated: false });
    await relay.until(() => moves().length === 3);
    relay.pty.write("T\n");
    // Whoever comes next has to wait until that is settled, so this one's opening shows that it was.
    expect(await stand.scan(second)).toMatchObject({ decision: "permit" });
    await relay.until(() => moves().length === 5);
    const bothWaited = () => stand.client.states.some(({ pendingUploads }) => pendingUploads === 2);
    await stand.client.until(({ pendingUploads }) => pendingUploads === 1 && bothWaited());
  });
});
