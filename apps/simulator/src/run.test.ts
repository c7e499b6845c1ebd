import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { run } from "./run.js";

const VENUE = {
  venueId: "V1",
  apiKeys: ["k"],
  gates: [{ id: 1, name: "Main" }],
  events: [{ id: "today", name: "Today", startsAt: "now" }],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-run-"));
  writeFileSync(join(folder, "venue.jsonc"), JSON.stringify(VENUE));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a command to its end, with `input` on its standard input. `FOLDER` stands for the folder of the test. */
async function ran(line: string, input = ""): Promise<{ code: number; out: string; said: string }> {
  const host = Object.assign(new EventEmitter(), {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  });
  const words = line.split(" ").map((word) => word.replace("FOLDER", folder));
  const [out, said] = [text(host.stdout), text(host.stderr)];
  host.stdin.end(input);
  const code = await run(words, host);
  host.stdout.end();
  host.stderr.end();
  return { code, out: await out, said: await said };
}

describe("what can't be run", () => {
  it.each([
    [2, "serv", 'unknown command "serv", did you mean "serve"?\nusher-simulator --help shows'],
    [2, "crowd --venue v --presence https://app.example/presence/v1/", "a simulator on this machine"],
    [2, "crowd --venue v --presence 4010", "such as http://127.0.0.1:4010/presence/v1/"],
    [1, "crowd --venue FOLDER/venue.jsonc --presence http://127.0.0.1:1/", "no tickets, so nobody comes"],
    [2, "crowd --venue v --presence ftp://127.0.0.1/presence/v1/", "such as http://127.0.0.1:4010/presence/v1/"],
    [2, "crowd --venue v --presence http://127.0.0.1:1/presence/v1/?a=b", "such as http://127.0.0.1:4010/presence/v1/"],
    [2, "serve", "--venue FILE is missing"],
    [1, "serve --venue FOLDER/none.jsonc", "none.jsonc: there is no such file"],
    [1, "serve --venue FOLDER", "is a folder, expected a file"],
    [1, "serve --venue FOLDER/venue.jsonc --reader FOLDER/none", "none: there is no such line for a reader"],
    [1, "serve --venue FOLDER/venue.jsonc --reader FOLDER", "this is a folder"],
    [1, "serve --venue FOLDER/venue.jsonc --db FOLDER/none/v.db", "none/v.db"],
    [1, "serve --venue FOLDER/venue.jsonc --host 192.0.2.1", "192.0.2.1 is no address of this machine: correct --host"],
    [
      1,
      "serve --venue FOLDER/venue.jsonc --reader FOLDER/venue.jsonc",
      "venue.jsonc: this is a file, expected a serial",
    ],
    [1, "reader --to FOLDER/venue.jsonc", "venue.jsonc: this is a file, expected a serial line or PTY"],
    [1, "reader --to FOLDER/none", "none: there is no such line for a reader"],
  ])("ends with exit code %i: %s", async (code, line, message) => {
    const { said, out, ...ended } = await ran(line);
    expect(ended).toEqual({ code });
    expect(said).toMatch(/^usher-simulator: /);
    expect(said).toContain(message);
    expect(said).not.toMatch(/\n\s+at /);
    expect(out).toBe("");
  });

  it("ends a reader whose line does not take a scan, with words about the line", async () => {
    const { code, said } = await ran("reader --to /dev/full", "A\n");
    expect({ code, said }).toEqual({
      code: 1,
      said: "usher-simulator: /dev/full does not take the scan: is anything reading the other end of the line?\n",
    });
  });

  it("says where no temporary file can be made", async () => {
    vi.stubEnv("TMPDIR", join(folder, "none"));
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await ran("serve --venue FOLDER/venue.jsonc")).toMatchObject({
      code: 1,
      said: expect.stringMatching(/none: no temporary file can be made here: set TMPDIR/) as string,
    });
  });

  it("names the places in a venue file with a misspelt key or a ticket of an unknown event", async () => {
    writeFileSync(join(folder, "venue.jsonc"), JSON.stringify({ ...VENUE, gatez: [] }, null, 1));
    expect((await ran("serve --venue FOLDER/venue.jsonc")).said).toMatch(
      /line \d+, gatez: unknown key "gatez", did you mean "gates"\?/,
    );
    writeFileSync(
      join(folder, "venue.jsonc"),
      JSON.stringify({ ...VENUE, tickets: [{ token: "T", eventId: "tomorow" }] }),
    );
    expect(await ran("serve --venue FOLDER/venue.jsonc")).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        'tickets[0].eventId: is "tomorow", expected the id of one of this venue\'s events: "today"',
      ) as string,
    });
  });

  it.each(["--port", "--presence-port"])("names the option that helps where a port is in use: %s", async (option) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, said } = await ran(`serve --venue FOLDER/venue.jsonc ${option} ${port}`);
    expect(code).toBe(1);
    expect(said).toContain(
      `port ${port} is in use: end the program that has it, or give another with ${option} (0: any free one)`,
    );
    other.close();
  });
});

it("--version prints that of the package", async () => {
  expect(await ran("--version")).toEqual({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    said: "",
  });
});

describe("--help", () => {
  it("names every option", async () => {
    const { code, out } = await ran("--help");
    expect(code).toBe(0);
    for (const option of [
      "--venue",
      "--port",
      "--presence-port",
      "--host",
      "--tls",
      "--tls-cert",
      "--tls-key",
      "--db",
      "--reader",
      "--log-level",
      "--to",
    ]) {
      expect(out).toContain(`${option} `);
    }
  });
});
