import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { deadline, eventually } from "./deadline.js";
import { readEvents, type EventReader } from "./event-reader.js";
import { farSide, type FarSide } from "./far-side.js";
import { MAIN, API_KEY, configuration, endAll, PIN, startKiosk } from "./kiosk-process.js";

const TOKEN = "TICKET-4242-8888-0042";

let far: FarSide;
const okay = (path: string) => answerOkay(path);
let answerOkay: FarSide["answer"];
const readers: EventReader[] = [];

beforeAll(async () => {
  far = await farSide();
  answerOkay = far.answer;
});
afterAll(() => far.close());
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
  endAll();
  far.answer = okay;
});

async function follow(url: string): Promise<EventReader> {
  const reader = await readEvents(url);
  readers.push(reader);
  return reader;
}

/** A kiosk that is ready to scan, with its events. */
async function operating(change: object = {}) {
  const kiosk = startKiosk("--config", configuration(far.endpoint, change).file);
  const url = await kiosk.url();
  const events = await follow(url);
  await events.next(({ event, data }) => event === "state" && (data as { phase: string }).phase === "operating");
  return { kiosk, url, events };
}

const verdict = (events: EventReader) => events.next(({ event }) => event === "verdict");

describe("a running kiosk", () => {
  test("scans from standard input, decides, and ends on SIGTERM within 3 s", async () => {
    const { kiosk, url, events } = await operating();
    kiosk.child.stdin.write(`${TOKEN}\n`);
    expect(await verdict(events)).toMatchObject({
      data: {
        decision: "permit",
        status: "OKAY",
        token: "…0042",
        readerId: "stdin",
        place: "112:F:18",
        source: "online",
      },
    });
    expect(far.asked.at(-1)).toMatchObject({ path: "ticket/enter", body: { token: TOKEN, deviceId: 41, gateId: 7 } });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('status="OKAY"');
    const beforeMs = performance.now();
    kiosk.child.kill("SIGTERM");
    expect(await kiosk.ended()).toEqual({ code: 0, signal: null });
    expect(performance.now() - beforeMs).toBeLessThan(3_000);
    await events.ended;
    expect(kiosk.printed()).toBe(`${JSON.stringify({ url })}\n`);
  });

  test("tells its address whatever the phase, and ends on SIGINT in the middle of an unanswered request", async () => {
    far.answer = () => null;
    const kiosk = startKiosk("--config", configuration(far.endpoint).file);
    const url = await kiosk.url();
    expect(await (await fetch(`${url}/api/state`)).json()).toMatchObject({ phase: "configuring", device: null });
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
    const events = await follow(url);
    kiosk.child.stdin.write(`${TOKEN}\n`);
    expect(await verdict(events)).toMatchObject({
      data: { decision: "deny", status: "NOT_CONFIGURED", source: "device" },
    });
    const beforeMs = performance.now();
    kiosk.child.kill("SIGINT");
    kiosk.child.kill("SIGINT");
    expect(await kiosk.ended()).toEqual({ code: 0, signal: null });
    expect(performance.now() - beforeMs).toBeLessThan(3_000);
  });

  test("goes on when standard input ends: only that reader does", async () => {
    const { kiosk, url, events } = await operating();
    kiosk.child.stdin.end(TOKEN);
    expect(await verdict(events)).toMatchObject({ data: { decision: "permit" } });
    await events.next(({ event, data }) => {
      return event === "state" && (data as { readers: { status: string }[] }).readers[0]?.status === "closed";
    });
    const session = await fetch(`${url}/api/session`, post({ pin: PIN }));
    const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
    const scanned = await fetch(`${url}/api/scans`, post({ token: "BY-HAND-0001", direction: "exit" }, { cookie }));
    expect(await scanned.json()).toMatchObject({ decision: "permit", direction: "exit" });
    expect(far.asked.at(-1)?.path).toBe("ticket/exit");
    expect(kiosk.child.exitCode).toBeNull();
  });

  test("[P10] neither key nor PIN nor a whole ticket is in its output, at the most verbose level", async () => {
    const { kiosk, url, events } = await operating({ logLevel: "trace" });
    kiosk.child.stdin.write(`${TOKEN}\n`);
    await verdict(events);
    const session = await fetch(`${url}/api/session`, post({ pin: PIN }));
    const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
    await fetch(`${url}/api/scans`, post({ token: `${TOKEN}-2` }, { cookie }));
    await fetch(`${url}/api/scans?token=${TOKEN}`, post({ token: TOKEN, key: API_KEY }, { cookie }));
    await fetch(`${url}/api/journal?state=pending&token=${TOKEN}`, { headers: { cookie } });
    const shown = [
      await (await fetch(`${url}/metrics`)).text(),
      await (await fetch(`${url}/api/state`)).text(),
      await (await fetch(`${url}/api/journal`, { headers: { cookie } })).text(),
      JSON.stringify(events.events),
    ].join("\n");
    // The service goes away in the middle of a request: what the network says must not tell the address with the key.
    await far.close();
    kiosk.child.stdin.write(`${TOKEN}-3\n`);
    await verdict(events);
    kiosk.child.kill("SIGTERM");
    await kiosk.ended();
    far = await farSide();
    const all = `${shown}\n${kiosk.printed()}\n${kiosk.logged()}`;
    expect(kiosk.logged()).toContain('"exchange"');
    expect(all).toContain("…0042");
    for (const secret of [API_KEY, PIN, TOKEN, TOKEN.slice(0, 8)]) expect(all).not.toContain(secret);
  });

  test("a serial port that is not there takes nothing else down", async () => {
    const path = "/dev/serial/by-id/usb-No_Such_Scanner";
    const { kiosk, events } = await operating({ readers: [{ kind: "serial", id: "door", path }, { kind: "stdin" }] });
    const lost = await events.next(
      ({ event, data }) => event === "state" && JSON.stringify(data).includes("backingOff"),
    );
    const { readers: states, alarms } = lost.data as { readers: { reason?: string }[]; alarms: { code: string }[] };
    expect(states[0]?.reason).toContain(path);
    await eventually(
      () => [...alarms, ...alarmsOf(events)],
      (codes) => codes.some(({ code }) => code === "READER_LOST"),
    );
    kiosk.child.stdin.write(`${TOKEN}\n`);
    expect(await verdict(events)).toMatchObject({ data: { decision: "permit", readerId: "stdin" } });
  });

  test("goes on when nobody reads its output any more", async () => {
    const { kiosk, events } = await operating();
    kiosk.child.stdout.destroy();
    kiosk.child.stderr.destroy();
    for (const n of [1, 2, 3]) {
      kiosk.child.stdin.write(`TICKET-NUMBER-${n}\n`);
      await verdict(events);
    }
    expect(kiosk.child.exitCode).toBeNull();
    kiosk.child.kill("SIGTERM");
    expect(await kiosk.ended()).toMatchObject({ code: 0 });
  });

  test("neither stands still nor outstays its end where a log is held up", async () => {
    const { kiosk, events } = await operating({ logLevel: "trace" });
    kiosk.child.stderr.pause().removeAllListeners("data");
    for (let n = 0; n < 200; n += 1) {
      kiosk.child.stdin.write(`TICKET-NUMBER-${n}\n`);
      await verdict(events);
    }
    const beforeMs = performance.now();
    kiosk.child.kill("SIGTERM");
    const exit = new Promise((resolve) => kiosk.child.once("exit", (code) => resolve(code)));
    expect(await deadline(exit, () => "the kiosk did not end")).toBe(0);
    expect(performance.now() - beforeMs).toBeLessThan(3_000);
  });
});

const post = (body: object, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

function alarmsOf(events: EventReader): { code: string }[] {
  const states = events.events.filter(({ event }) => event === "state");
  return states.flatMap(({ data }) => (data as { alarms: { code: string }[] }).alarms);
}

describe("a kiosk that cannot start", () => {
  test("says why on standard error, nothing on standard output, and ends with 1", async () => {
    const kiosk = startKiosk("--config", configuration(far.endpoint, { logLevle: "info" }).file);
    expect(await kiosk.ended()).toEqual({ code: 1, signal: null });
    expect(kiosk.printed()).toBe("");
    expect(kiosk.logged()).toMatch(/^usher-kiosk: .*kiosk\.jsonc: line \d+, logLevle: .*did you mean "logLevel"\?\n$/);
  });

  test("for a journal that another kiosk holds says so, and leaves that one alone", async () => {
    const { file } = configuration(far.endpoint);
    const first = startKiosk("--config", file);
    await first.url();
    const second = startKiosk("--config", file);
    expect(await second.ended()).toEqual({ code: 1, signal: null });
    expect(second.logged()).toMatch(/usher-kiosk: .*gate\.db is in use by another process/);
    expect(first.child.exitCode).toBeNull();
  });
});

describe("the command line", () => {
  test.skipIf(process.platform !== "linux")(
    "says it where a full disk cuts short what it prints (needs /dev/full)",
    () => {
      const full = openSync("/dev/full", "w");
      const { status, stderr } = spawnSync(process.execPath, [MAIN, "--schema"], { stdio: ["ignore", full, "pipe"] });
      closeSync(full);
      expect(status).toBe(1);
      expect(String(stderr)).toMatch(/^usher-kiosk: what was printed is not whole: ENOSPC.*\n$/);
    },
  );

  test("--help prints to standard output and ends", async () => {
    const kiosk = startKiosk("--help");
    expect(await kiosk.ended()).toEqual({ code: 0, signal: null });
    expect(kiosk.printed()).toMatch(/Usage: usher-kiosk --config FILE/);
    expect(kiosk.logged()).toBe("");
  });
});
