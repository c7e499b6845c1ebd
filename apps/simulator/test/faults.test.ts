import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "./eventually.js";
import { ask, keyed, startRig, venueFile, type Rig } from "./rig.js";

let rig: Rig;
let sockets: Socket[] = [];
beforeEach(async () => {
  rig = await startRig();
  await rig.device("Main");
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await rig.close();
});

const ENTER = "POST /presence/v1/ticket/enter HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n";

/** A connection to the Presence listener. Rejects where it is not to be had. */
async function connected(): Promise<Socket> {
  const { hostname, port } = new URL(rig.simulator.addresses.presence);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  await once(socket, "connect");
  socket.on("error", () => undefined);
  return socket;
}

/** How a connection ends. */
async function ending(socket: Socket): Promise<string> {
  return Promise.race([
    once(socket, "end").then(() => "closed"),
    new Promise<string>((resolve) =>
      socket.once("error", (error: NodeJS.ErrnoException) => resolve(String(error.code))),
    ),
  ]);
}

function set(fault: object): Promise<unknown> {
  return rig.admin("PUT", "faults", fault).then(({ json }) => json);
}

const NONE = { unreachable: false, how: null, delayMs: 0, dripMs: 0 };

describe("unreachable", () => {
  it("refuse: closes the port and its connections; the page's listener goes on, Presence included", async () => {
    const open = await connected();
    const ended = ending(open.resume());
    expect(await set({ unreachable: true })).toEqual({ ...NONE, unreachable: true, how: "refuse" });
    expect(await ended).toBe("closed");
    await expect(connected()).rejects.toMatchObject({ code: "ECONNREFUSED" });

    const onPage = keyed(`${rig.simulator.addresses.url}presence/v1/device?venue=V1&device=1`);
    expect((await ask("GET", onPage)).json["result"]).toMatchObject({ status: "OKAY" });

    expect(await set({ unreachable: false })).toEqual(NONE);
    expect(await rig.scan("enter", "A")).toBe("OKAY"); // On the same port as before.
  });

  it("reset: takes a connection and resets it once something was sent", async () => {
    const open = await connected();
    const ended = ending(open.resume());
    await set({ unreachable: true, how: "reset" });
    expect(await ended).toBe("ECONNRESET");

    const fresh = await connected();
    fresh.write(ENTER);
    expect(await ending(fresh.resume())).toBe("ECONNRESET");
    await set({ unreachable: false });
    expect((await rig.admin("GET", "scans")).json).toEqual([]);
  });

  it("silent: takes a connection and never says anything, until the fault is over", async () => {
    await set({ unreachable: true, how: "silent" });
    const open = await connected();
    let said = "";
    open.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = ending(open);
    open.write(ENTER);
    // Whoever comes after it is answered: it had its chance.
    await rig.admin("GET", "devices");
    await set({ unreachable: false });
    expect(await ended).toMatch(/closed|ECONNRESET/);
    expect(said).toBe("");
    expect(await rig.scan("enter", "A")).toBe("OKAY");
  });

  it("goes from one way to another, and back, however often", async () => {
    for (const how of ["refuse", "silent", "reset", "refuse", "refuse", "silent"])
      await set({ unreachable: true, how });
    await Promise.all([
      set({ unreachable: true }),
      set({ unreachable: false }),
      set({ unreachable: true }),
      set({ unreachable: false }),
    ]);
    expect((await rig.admin("GET", "faults")).json).toEqual(NONE);
    expect(await rig.scan("enter", "A")).toBe("OKAY");
  });

  it("does not keep the simulator from ending", async () => {
    for (const how of ["refuse", "silent"]) {
      const other = await startRig(venueFile());
      await other.admin("PUT", "faults", { unreachable: true, how });
      await other.close();
    }
  });
});

describe("slow", () => {
  it("sends an answer late, though the service has acted at once", async () => {
    await set({ unreachable: false, delayMs: 400 });
    const startMs = performance.now();
    const answer = rig.scan("enter", "A");
    await eventually(async () => (await rig.admin("GET", "scans")).json).toHaveLength(1);
    expect(await answer).toBe("OKAY");
    expect(performance.now() - startMs).toBeGreaterThan(395);
  });

  it("lets a body drip, of the announced length", async () => {
    await set({ unreachable: false, dripMs: 300 });
    const startMs = performance.now();
    const response = await fetch(keyed(`${rig.simulator.addresses.presence}device?venue=V1&device=1`));
    const headMs = performance.now() - startMs;
    const text = await response.text();
    expect(Number(response.headers.get("content-length"))).toBe(text.length);
    expect(performance.now() - startMs - headMs).toBeGreaterThan(150);
  });

  it("is over at once when it is taken back", async () => {
    await set({ unreachable: false, delayMs: 60_000 });
    await set({ unreachable: false });
    expect(await rig.scan("enter", "A")).toBe("OKAY");
  });
});

describe("a fault that makes no sense", () => {
  it.each([
    [{}, "body.unreachable"],
    [{ unreachable: "yes" }, "body.unreachable"],
    [{ unreachable: true, how: "politely" }, "body.how"],
    [{ unreachable: true, delayMs: 5 }, "one fault at a time"],
    [{ unreachable: false, delayMs: 999_999_999 }, "body.delayMs"],
    [{ unreachable: false, delayms: 5 }, "delayms"],
  ])("%j is refused with words about %s", async (fault, words) => {
    const { code, json } = await rig.admin("PUT", "faults", fault);
    expect(code).toBe(400);
    expect(json["message"]).toContain(words);
    expect((await rig.admin("GET", "faults")).json).toEqual(NONE);
  });
});
