import { existsSync } from "node:fs";
import type { ScannerState } from "@usher/core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { eventually } from "./deadline.js";
import { farSide, type FarSide } from "./far-side.js";
import { configuration, endAll, PIN, startKiosk } from "./kiosk-process.js";

let far: FarSide;
beforeAll(async () => {
  far = await farSide();
});
afterAll(() => far.close());
afterEach(endAll);

test("[P11] a kiosk that takes every scanner works where there is none, and says what is missing", async () => {
  const kiosk = startKiosk(
    "--config",
    configuration(far.endpoint, { readers: [{ kind: "auto", lane: "north" }] }).file,
  );
  const url = await kiosk.url();
  const state = async () => (await (await fetch(`${url}/api/state`)).json()) as ScannerState;
  const { readers, alarms } = await eventually(
    state,
    ({ phase, readers: [first] }) => phase === "operating" && first?.reason !== undefined,
  );
  const missing = existsSync("/sys/bus/usb") ? "no scanner found" : "no USB bus";
  expect(readers).toEqual([
    { id: "auto", lane: "north", status: "backingOff", reason: expect.stringContaining(missing) },
  ]);
  expect(alarms).toMatchObject([{ code: "READER_LOST", message: expect.stringContaining(missing) }]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  const session = await post(`${url}/api/session`, { pin: PIN });
  const cookie = session.headers.get("set-cookie") ?? "";
  const verdict = await post(`${url}/api/scans`, { token: "TICKET-4242-8888-0042" }, cookie);
  expect(await verdict.json()).toMatchObject({ decision: "permit", lane: "north" });
  kiosk.child.kill("SIGTERM");
  expect(await kiosk.ended()).toMatchObject({ code: 0 });
});

function post(url: string, body: object, cookie = ""): Promise<Response> {
  const headers = { "content-type": "application/json", ...(cookie === "" ? {} : { cookie }) };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}
