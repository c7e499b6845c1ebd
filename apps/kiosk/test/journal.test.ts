import type { Decision, Scan } from "@usher/core";
import { afterEach, describe, expect, test } from "vitest";
import { DEVICE } from "./scripted-gate.js";
import { surfaceRig, type SurfaceRig } from "./surface-rig.js";

let rig: SurfaceRig = surfaceRig();
afterEach(async () => {
  await rig.app.close();
  rig = surfaceRig();
});

describe("the journal", () => {
  const scan: Scan = {
    barcode: { token: "TICKET-4242-0042", ticketKey: "TICKET-4242-0042", symbology: null },
    direction: "enter",
    device: DEVICE,
    scanTimeMs: 1,
    skewMs: null,
    deviceOs: "Printed",
    channelId: null,
    readerId: "stdin",
    lane: "main",
  };
  const decision: Decision = {
    outcome: "permit",
    status: "OKAY",
    message: "Okay",
    source: "offline",
    inDoubt: false,
    tickets: [],
    ledger: null,
  };
  interface Listed {
    readonly entries: readonly { readonly seq: number; readonly scanId: string; readonly state: string | null }[];
    readonly nextAfter: number | null;
  }
  const list = async (query: string) =>
    (await rig.get(`/api/journal${query}`, { cookie: await rig.logIn() })).json<Listed>();

  test("[P10] lists scans by where they stand, with masked tokens", async () => {
    rig.store.commit(scan, decision, 1);
    rig.store.commit(scan, { ...decision, source: "online" }, 2);
    const pending = await list("?state=pending");
    expect(pending.entries.map(({ state }) => state)).toEqual(["pending"]);
    expect(JSON.stringify(await list(""))).not.toContain("4242");
    expect(JSON.stringify(pending)).toContain("…0042");
  });

  test("lists what is in doubt until the service took it", async () => {
    rig.store.commit(scan, decision, 1);
    const { scanId } = rig.store.commit(scan, { ...decision, inDoubt: true }, 2);
    rig.store.commit(scan, { ...decision, outcome: "deny", inDoubt: true }, 3);
    expect((await list("?state=inDoubt")).entries).toHaveLength(2);
    rig.store.acknowledge([scanId], 4);
    expect((await list("?state=inDoubt")).entries).toHaveLength(1);
  });

  test("is read on where a list ended", async () => {
    for (let n = 0; n < 450; n += 1) rig.store.commit(scan, decision, n);
    const first = await list("?limit=400");
    expect(first.entries).toHaveLength(400);
    const second = await list(`?after=${first.nextAfter}`);
    expect(second.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => 401 + index));
    expect(second.nextAfter).toBeNull();
    expect((await list("?limit=450")).nextAfter).toBeNull();
  });

  test("is exported whole, a line an entry", async () => {
    for (let n = 0; n < 450; n += 1) rig.store.commit(scan, decision, n);
    const answer = await rig.get("/api/journal.ndjson", { cookie: await rig.logIn() });
    const lines = answer.body.trimEnd().split("\n");
    expect(lines).toHaveLength(450);
    expect(JSON.parse(lines[449] ?? "")).toMatchObject({
      seq: 450,
      data: { scan: { barcode: { token: "TICKET-4242-0042" } } },
    });
    expect(answer.headers["content-disposition"]).toContain("journal.ndjson");
  });

  test.each(["?state=lost", "?after=-1", "?limit=0", "?limit=1001", "?limit=x", "?colour=red"])(
    "is not listed for %s",
    async (query) => {
      expect((await rig.get(`/api/journal${query}`, { cookie: await rig.logIn() })).statusCode).toBe(400);
    },
  );

  test("says so when the storage cannot be read", async () => {
    const cookie = await rig.logIn();
    rig.store.close();
    const answer = await rig.get("/api/journal", { cookie });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ error: "storageFailed" });
  });
});
