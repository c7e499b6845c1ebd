import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { LIMITS } from "../src/limits.js";
import { eventually } from "./deadline.js";
import { readEvents, type EventReader } from "./event-reader.js";
import { DENIAL, OPERATING, OUTPUTS, PERMIT } from "./scripted-gate.js";
import { surfaceRig, type SurfaceRig } from "./surface-rig.js";

let rig: SurfaceRig = surfaceRig();
const readers: EventReader[] = [];
let url = "";

const open = async (): Promise<EventReader> => {
  url = url === "" ? await rig.app.listen({ port: 0, host: "127.0.0.1" }) : url;
  const reader = await readEvents(url);
  readers.push(reader);
  return reader;
};
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close();
  await rig.app.close();
  rig = surfaceRig();
  url = "";
});

const isState = ({ event }: { event: string }) => event === "state";
const isVerdict = ({ event }: { event: string }) => event === "verdict";

describe("GET /api/events", () => {
  test("tells the state at once, then every change, then every verdict", async () => {
    const reader = await open();
    expect(reader.response.headers.get("content-type")).toContain("text/event-stream");
    expect(await reader.next(isState)).toEqual({ event: "state", data: { ...OPERATING, outputs: [], manifest: null } });
    rig.gate.become({ pendingUploads: 3 });
    expect(await reader.next(isState)).toMatchObject({ data: { pendingUploads: 3 } });
    rig.outputs$.next(OUTPUTS);
    expect(await reader.next(isState)).toMatchObject({ data: { pendingUploads: 3, outputs: OUTPUTS } });
    rig.gate.verdicts$.next(PERMIT);
    rig.gate.verdicts$.next(DENIAL);
    expect(await reader.next(isVerdict)).toEqual({ event: "verdict", data: PERMIT });
    expect(await reader.next(isVerdict)).toEqual({ event: "verdict", data: DENIAL });
  });

  test("does not repeat a state that did not change, nor a verdict of before", async () => {
    const first = await open();
    await first.next(isState);
    rig.gate.verdicts$.next(PERMIT);
    await first.next(isVerdict);
    rig.gate.become({});
    rig.gate.verdicts$.next(DENIAL);
    await first.next(isVerdict);
    expect(first.events.filter(isState)).toHaveLength(1);
    const second = await open();
    rig.gate.verdicts$.next(DENIAL);
    expect(await second.next(isVerdict)).toMatchObject({ data: { scanId: DENIAL.scanId } });
    expect(second.events).toHaveLength(2);
  });

  test("says by comments that it is still there", async () => {
    const reader = await open();
    await reader.next(isState);
    await rig.time.advance(3 * LIMITS.heartbeatMs);
    rig.gate.verdicts$.next(PERMIT);
    await reader.next(isVerdict);
    expect(reader.comments).toHaveLength(4);
  });

  test("forgets a client that went away", async () => {
    const reader = await open();
    await reader.next(isState);
    const observed = () => rig.gate.verdicts$.observed && rig.time.waiting > 0;
    expect(observed()).toBe(true);
    reader.close();
    await eventually(
      () => rig.time.waiting,
      (timers) => timers === 0,
    );
  });

  test("drops a client that does not read, and goes on telling the others", async () => {
    const reader = await open();
    await reader.next(isState);
    const { port } = new URL(url);
    const silent = connect(Number(port), "127.0.0.1");
    silent.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await new Promise((resolve) => silent.once("readable", resolve));
    const dropped = new Promise((resolve) => silent.once("close", resolve));
    // The system's own buffers take the first megabytes; what piles up behind them is ours and bounded.
    const long = { ...DENIAL, message: "x".repeat(64 * 1024) };
    let told = 0;
    while (rig.time.waiting > 1) {
      rig.gate.verdicts$.next(long);
      told += 1;
      await reader.next(isVerdict);
    }
    silent.resume();
    await dropped;
    expect(told).toBeGreaterThan(1);
    rig.gate.verdicts$.next(PERMIT);
    expect(await reader.next(isVerdict)).toMatchObject({ data: { scanId: PERMIT.scanId } });
  });

  test("serves a bounded number of clients", async () => {
    for (let client = 0; client < LIMITS.eventStreams; client += 1) await open();
    const refused = await open();
    expect(refused.response.status).toBe(503);
    expect(await (await fetch(`${url}/api/events`)).json()).toEqual({
      error: "tooManyStreams",
      message: expect.stringMatching(/^32 displays .* Close one that nobody needs/) as string,
    });
    readers[0]?.close();
    await eventually(
      async () => (await open()).response.status,
      (status) => status === 200,
    );
  });

  test("ends when the kiosk stops", async () => {
    const reader = await open();
    await reader.next(isState);
    await rig.app.close();
    await reader.ended;
    expect(rig.time.waiting).toBe(0);
  });
});
