import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyed, startRig, venueFile, type Rig } from "./rig.js";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

/** The status of a GET by a client that trusts these authorities only, or the code of what went wrong. */
async function get(url: string, authorities: string | undefined): Promise<string> {
  return new Promise((resolve) => {
    request(keyed(url), { ca: authorities, agent: false }, (response) => {
      response.resume();
      resolve(`HTTP ${response.statusCode}`);
    })
      .on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end();
  });
}

describe("HTTPS", () => {
  it("with a private CA is trusted by who knows the CA, and by nobody else", async () => {
    const secure = await startRig(venueFile(), { certificate: { kind: "private", host: "127.0.0.1", beside: null } });
    const { url, presence, ca = "" } = secure.simulator.addresses;
    expect(presence).toMatch(/^https:/);
    const authority = readFileSync(ca, "utf8");
    for (const address of [url, `${presence}device?venue=V1&device=7`, presence.replace("127.0.0.1", "localhost")]) {
      expect(await get(address, authority)).toBe("HTTP 200");
      expect(await get(address, undefined)).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED/);
    }
    await secure.close();
    expect(existsSync(ca)).toBe(false);
  });

  it("meets with the faults of the Presence listener too", async () => {
    const secure = await startRig(venueFile(), {
      certificate: { kind: "private", host: "127.0.0.1", beside: join(rig.folder, "db") },
    });
    const { url, presence, ca = "" } = secure.simulator.addresses;
    expect(ca).toBe(join(rig.folder, "db.ca.pem"));
    const authority = readFileSync(ca, "utf8");
    const set = (fault: object) => send("PUT", `${url}admin/faults`, fault, authority);
    await set({ unreachable: true, how: "reset" });
    expect(await get(presence, authority)).toBe("ECONNRESET");
    await set({ unreachable: true });
    expect(await get(presence, authority)).toBe("ECONNREFUSED");
    await set({ unreachable: false });
    expect(await get(presence, authority)).toBe("HTTP 200");
    await secure.close();
  });

  it("takes a certificate of one's own, and says what is wrong with files that are none", async () => {
    const certificate = {
      kind: "files",
      certFile: join(rig.folder, "c.pem"),
      keyFile: join(rig.folder, "k.pem"),
    } as const;
    await expect(startRig(venueFile(), { certificate })).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringContaining("c.pem") as string,
    });
    writeFileSync(certificate.certFile, "no certificate");
    writeFileSync(certificate.keyFile, "no key");
    await expect(startRig(venueFile(), { certificate })).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringContaining("PEM") as string,
    });
  });
});

async function send(method: string, url: string, body: object, authority: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    request(url, { method, headers, ca: authority, agent: false }, (response) => response.resume().on("end", resolve))
      .on("error", reject)
      .end(JSON.stringify(body));
  });
}
