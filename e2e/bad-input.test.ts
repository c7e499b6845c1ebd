import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Program } from "./program.js";
import { PIN, Stand } from "./stand.js";

describe("bad input", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.withoutKiosk();
  });
  afterAll(async () => stand.close());

  /** The one message with which a program ends that can't start. */
  async function refusal(program: Program): Promise<string> {
    expect(await program.ended()).toBe(1);
    expect(program.output).toBe("");
    expect(program.log).not.toMatch(/^\s+at /m);
    return program.log;
  }

  let files = 0;
  async function kioskRefusal(change: object): Promise<string> {
    const file = join(stand.folder, `bad-${(files += 1)}.jsonc`);
    writeFileSync(file, JSON.stringify({ ...stand.configuration, ...change }));
    return refusal(Program.kiosk(file));
  }

  it("a misspelt key is named, with the right one", async () => {
    expect(await kioskRefusal({ rereadWindow: 0 })).toMatch(/bad-\d+\.jsonc[^]*rereadWindow[^]*rereadWindowMs/);
  });

  it("a file that is not there is named, wherever it should be", async () => {
    const missing = join(tmpdir(), "no-such-folder", "kiosk.jsonc");
    expect(existsSync(missing)).toBe(false);
    const refusals = await Promise.all([
      refusal(Program.kiosk(missing)),
      refusal(Program.simulator("--venue", missing)),
      kioskRefusal({ offline: { ticketList: "no-such-list.csv" } }),
      kioskRefusal({ caFile: "no-such-ca.pem" }),
    ]);
    for (const [index, file] of [missing, missing, "no-such-list.csv", "no-such-ca.pem"].entries()) {
      expect(refusals[index]).toContain(file);
    }
  });

  it("a port in use is named", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    expect(await kioskRefusal({ ui: { port, pin: PIN } })).toMatch(new RegExp(`${port}.*in use|in use.*${port}`, "s"));
    const venue = join(stand.folder, "venue.jsonc");
    expect(await refusal(Program.simulator("--venue", venue, "--port", String(port)))).toContain(String(port));
    taken.close();
  });

  it("a plain http address beyond this machine is refused", async () => {
    expect(await kioskRefusal({ endpoint: "http://presence.example/presence/v1/" })).toContain("https");
  });

  it("a second kiosk on the same database is refused", async () => {
    await stand.startKiosk();
    try {
      expect(await kioskRefusal({})).toMatch(/gate\.db/);
    } finally {
      stand.client.close();
      await stand.kiosk.stop();
    }
  });

  it("a ticket of an event that the venue does not have is named, with its line", async () => {
    const venue = JSON.parse(readFileSync(join(stand.folder, "venue.jsonc"), "utf8")) as object;
    const file = join(stand.folder, "strange-venue.jsonc");
    writeFileSync(file, JSON.stringify({ ...venue, tickets: [{ token: "T", eventId: "E9", place: null }] }));
    expect(await refusal(Program.simulator("--venue", file))).toMatch(/strange-venue\.jsonc[^]*E9[^]*E1/);
  });

  it("a serial path that does not exist is said, and everything else goes on", async () => {
    const readers = [{ kind: "serial", id: "gone", path: "/dev/no-such-scanner" }, { kind: "stdin" }];
    const file = join(stand.folder, "no-scanner.jsonc");
    writeFileSync(file, JSON.stringify({ ...stand.configuration, readers, storage: { file: "other.db" } }));
    const kiosk = Program.kiosk(file);
    try {
      const { url } = await kiosk.ready();
      let state = { readers: [{ status: "", reason: "" }] };
      while (state.readers[0]?.status !== "backingOff") {
        await pause(50);
        state = (await (await fetch(`${url}/api/state`)).json()) as typeof state;
      }
      expect(state.readers[0].reason).toContain("/dev/no-such-scanner");
    } finally {
      await kiosk.stop("SIGKILL");
    }
  });
});
