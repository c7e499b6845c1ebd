import { expect, it } from "vitest";
import { createActor, fromPromise } from "xstate";
import { deviceMachine, type ConfigureOutcome } from "../lifecycle/index.js";
import { DeviceView } from "./device-view.js";

const device = { id: 7, name: "North 1", venueId: "V1", gateId: 70, gateName: "North" };

function viewed(outcome: ConfigureOutcome) {
  const actor = createActor(
    deviceMachine.provide({
      actors: { configure: fromPromise(async () => outcome) },
      guards: { verifies: () => false, hasPending: () => false },
      actions: { noteErrors: () => undefined },
      delays: { quiet: () => 2 ** 30, refusedRetry: () => 2 ** 30, probeRetry: () => 2 ** 30 },
    }),
  );
  const view = new DeviceView(actor);
  const seen: unknown[] = [];
  view.onChange(() => seen.push(view.now()));
  actor.start();
  return { actor, view, seen, configured: () => new Promise<void>((resolve) => setImmediate(resolve)) };
}

it("tells the device once it operates, and what the endpoint is like", async () => {
  const { actor, view, configured } = viewed({ kind: "configured", device });
  expect(view.now()).toEqual({ phase: "configuring", connectivity: "offline", device: null });
  actor.send({ type: "start" });
  await configured();
  expect(view.now()).toEqual({ phase: "operating", connectivity: "online", device });
  actor.send({ type: "unreachable" });
  expect(view.now()).toEqual({ phase: "operating", connectivity: "offline", device });
  actor.stop();
});

it("tells of a refusal", async () => {
  const { actor, view, configured } = viewed({ kind: "refused" });
  actor.send({ type: "start" });
  await configured();
  expect(view.now()).toEqual({ phase: "refused", connectivity: "offline", device: null });
  actor.stop();
});

it("calls back for what changed, and not for an event that changed nothing", async () => {
  const { actor, view, seen, configured } = viewed({ kind: "configured", device });
  actor.send({ type: "start" });
  await configured();
  const before = [...seen];
  expect(before.at(-1)).toBe(view.now());
  for (let n = 0; n < 3; n += 1) actor.send({ type: "uploadNow" });
  expect(seen).toEqual(before);
  actor.send({ type: "unreachable" });
  expect(seen).toHaveLength(before.length + 1);
  actor.stop();
});
