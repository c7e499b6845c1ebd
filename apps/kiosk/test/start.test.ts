import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { commandLine } from "../src/command-line.js";
import { runKiosk } from "../src/run.js";
import { configuration, PIN } from "./kiosk-process.js";
import { emptyPages } from "./surface-rig.js";

/** An address where nobody answers: these kiosks end before they ask. */
const NOWHERE = "http://127.0.0.1:9/presence/v1/";

/** Runs a kiosk until it ends; what it wrote is all there then. */
async function run(file: string, options: { readonly pages?: string; readonly stopped?: Promise<string> } = {}) {
  const [output, errorOutput] = [new PassThrough(), new PassThrough()];
  const { pages = emptyPages(), stopped = Promise.resolve("test") } = options;
  const code = await runKiosk({ file, input: new PassThrough(), output, errorOutput, pages, stopped });
  return { code, printed: String(output.read() ?? ""), said: String(errorOutput.read() ?? "") };
}

/** What a kiosk that can't start says to a person. */
async function refusal(change: object, endpoint = NOWHERE, prepare: (folder: string) => void = () => undefined) {
  const { folder, file } = configuration(endpoint, change);
  prepare(folder);
  const { code, printed, said } = await run(file);
  expect({ code, printed }).toEqual({ code: 1, printed: "" });
  const words = said.split("\n").filter((line) => !line.startsWith("{"));
  expect(words[0]).toMatch(/^usher-kiosk: /);
  expect(said).not.toMatch(/\n\s+at /);
  return words.join("\n");
}

describe("a kiosk that cannot start says once why, with the fix", () => {
  test.each([
    ["for a PIN that is none", { ui: { port: 0, pin: "12" } }, /ui\.pin: .*expected 4 to 32 digits/],
    ["for a certificate file that is not there", { caFile: "ca.pem" }, /caFile .*ca\.pem can't be read/],
    ["for a ticket list that is not there", { offline: { ticketList: "no.csv" } }, /no\.csv: there is no such file/],
    ["for a key from a variable that is not set", { apiKey: { env: "USHER_NO_KEY" } }, /USHER_NO_KEY is not set/],
    ["for a journal in no folder", { storage: { file: "no/gate.db" } }, /no\/gate\.db: .*directory does not exist/],
    [
      "for an address of another machine",
      { ui: { port: 0, host: "192.0.2.1", pin: PIN } },
      /192\.0\.2\.1:0 is no address of/,
    ],
    [
      "for a host without an address",
      { ui: { port: 0, host: "no-such-host.invalid", pin: PIN } },
      /no address of this machine/,
    ],
  ])("%s", async (_what, change, words) => {
    expect(await refusal(change)).toMatch(words);
  });

  test("for an endpoint without encryption", async () => {
    expect(await refusal({}, "http://presence.example/presence/v1/")).toMatch(
      /kiosk\.jsonc: line 2, endpoint: begins with http:\/\/, which is not encrypted.*use https:/,
    );
  });

  test("for a ticket list that is wrong, with the line", async () => {
    const list = (folder: string) => writeFileSync(join(folder, "tickets.csv"), "token,place\nA,1:2:3\nA,1:2:4\n");
    expect(await refusal({ offline: { ticketList: "tickets.csv" } }, NOWHERE, list)).toMatch(/tickets\.csv.*line 3/);
  });

  test("for a journal that is a folder", async () => {
    expect(await refusal({}, NOWHERE, (folder) => mkdirSync(join(folder, "gate.db")))).toMatch(
      /gate\.db is not a file/,
    );
  });

  test("for a port in use, and lets go of the journal", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { file } = configuration(NOWHERE, { ui: { port, pin: PIN } });
    for (const attempt of ["first", "second"]) {
      const { code, said } = await run(file);
      expect(code, attempt).toBe(1);
      expect(said).toMatch(new RegExp(`127\\.0\\.0\\.1:${port} is in use: .*ui\\.port`));
    }
    taken.close();
  });

  test("for a configuration that is not there, or pages that were not built", async () => {
    expect(await run("/no/such/kiosk.jsonc")).toMatchObject({
      code: 1,
      said: expect.stringContaining("no such file") as string,
    });
    const { file } = configuration(NOWHERE);
    expect(await run(file, { pages: "/no/such/ui" })).toMatchObject({
      code: 1,
      said: expect.stringContaining("npm run build") as string,
    });
  });
});

describe("a kiosk that is stopped as soon as it runs", () => {
  test("has told its address, and ends with 0", async () => {
    const { code, printed, said } = await run(configuration(NOWHERE).file);
    expect(code).toBe(0);
    expect(printed).toMatch(/^\{"url":"http:\/\/127\.0\.0\.1:\d+"\}\n$/);
    expect(said).toContain('"reason":"test"');
  });

  test("listens where it is told to, and still tells an address of this machine", async () => {
    const { printed } = await run(configuration(NOWHERE, { ui: { port: 0, host: "0.0.0.0", pin: PIN } }).file);
    expect(printed).toMatch(/"http:\/\/127\.0\.0\.1:\d+"/);
  });
});

describe("commandLine", () => {
  test.each([
    [["--config", "kiosk.jsonc"], { kind: "run", file: "kiosk.jsonc" }],
    [["--help"], { kind: "help" }],
    [["-h", "--config", "x"], { kind: "help" }],
    [["--schema"], { kind: "schema" }],
    [["--version"], { kind: "version" }],
  ])("%j", (args, command) => {
    expect(commandLine(args)).toEqual(command);
  });

  test.each([
    [[], "name the configuration: usher-kiosk --config FILE"],
    [["--config"], "--config needs a value"],
    [["--config="], "--config needs a value"],
    [["--config", "a", "--config", "b"], "--config is given twice"],
    [["--confg", "x"], 'did you mean "--config"?'],
    [["kiosk.jsonc"], '"kiosk.jsonc" is no command: usher-kiosk --config FILE, or usher-kiosk report --config FILE'],
    [["reprot", "--config", "x"], "usher-kiosk report --config FILE"],
  ])("%j is a mistake", (args, words) => {
    const told = { kind: "mistake", message: expect.stringContaining(words) as string };
    expect(commandLine(args)).toMatchObject(told);
  });
});
