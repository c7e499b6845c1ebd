import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ptyPair, type PtyPair } from "@usher/adapters-serial/testing";
import { afterEach, describe, expect, test } from "vitest";
import { outcomeOf, parseCapture, replay } from "./captures/replay.js";
import { deadline, eventually } from "./deadline.js";
import { configuration } from "./kiosk-process.js";
import { udevRules } from "../src/scanners/udev-rules.js";

const MAIN = fileURLToPath(new URL("../dist/scanners/main.js", import.meta.url));
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** The command, as a person runs it. */
function scanners(...args: string[]) {
  if (!existsSync(MAIN)) throw new Error("these tests run the built command: npm run build");
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  ends.push(() => child.kill("SIGKILL"));
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  const closed = once(child, "close").then(([code]) => ({ code: code as number | null, ...said }));
  return {
    child,
    /** Waits until it has said this, and so often. */
    heard: (words: string, times = 1) =>
      eventually(
        () => said.out,
        (out) => out.split(words).length > times,
      ),
    ended: () => deadline(closed, () => `it did not end; it said ${said.out} ${said.err}`),
  };
}

async function pty(): Promise<PtyPair> {
  const pair = await ptyPair();
  ends.push(() => pair.dispose());
  return pair;
}

describe("usher-scanners on this machine", () => {
  test("list says what is attached, to people and to programs", async () => {
    const [people, programs] = await Promise.all([scanners("list").ended(), scanners("list", "--json").ended()]);
    expect([people.code, programs.code]).toEqual([0, 0]);
    const { scanners: found, obstacles } = JSON.parse(programs.out) as { scanners: object[]; obstacles: string[] };
    expect(people.out).toContain(found.length === 0 ? "No scanner is attached." : "USABLE");
    expect(obstacles.some((told) => told.includes("no USB bus"))).toBe(
      process.platform === "linux" && !existsSync("/sys/bus/usb"),
    );
  });

  test("doctor ends with 1 exactly where something is wrong, and says what to do", async () => {
    const { code, out } = await scanners("doctor").ended();
    expect(out).toMatch(/^(ok|note|WRONG) /);
    expect(code).toBe(out.includes("\nNothing is wrong.\n") ? 0 : 1);
    if (!existsSync("/sys/bus/usb")) expect(out).toMatch(/WRONG USB: .*\n {6}fix: /);
  });

  test("rules prints the udev rules, --help the commands, and a mistake ends with 2", async () => {
    expect(await scanners("rules").ended()).toMatchObject({ code: 0, out: udevRules() });
    expect(await scanners("--help").ended()).toMatchObject({
      code: 0,
      out: expect.stringContaining("usher-scanners doctor"),
    });
    expect(await scanners("lsit").ended()).toMatchObject({ code: 2, out: "", err: expect.stringContaining('"lsit"') });
    const file = join(mkdtempSync(join(tmpdir(), "usher-capture-")), "capture.ndjson");
    const { code, err } = await scanners("capture", file, "--path", "/dev/no-such-port").ended();
    expect([code, err]).toEqual([1, expect.stringContaining("/dev/no-such-port")]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("usher-scanners on a serial line", () => {
  test("watch shows every read as it comes, also behind an unplugging, and ends at Ctrl-C", async () => {
    const line = await pty();
    const command = scanners("watch", "--path", line.path);
    await command.heard(`${line.path}: open`);
    line.write("]Q1TICKET-1\r");
    await command.heard('"TICKET-1"');
    await line.unplug();
    await command.heard("not open");
    await line.plug();
    await command.heard(": open\n", 2);
    line.write("]C0TICKET-2\r");
    await command.heard('"TICKET-2"');
    command.child.kill("SIGINT");
    const { code, out } = await command.ended();
    expect(code).toBe(0);
    expect(out).toMatch(/QR Code \(\]Q1\), 8 bytes\n {2}"TICKET-1"\n {2}54 49 43 4b 45 54 2d 31\n/);
    expect(out).toMatch(/Code 128 \(\]C0\), 8 bytes, \d+ ms after the last\n/);
  });

  test("watch ends when nobody reads what it shows", async () => {
    const line = await pty();
    const command = scanners("watch", "--path", line.path);
    await command.heard(`${line.path}: open`);
    command.child.stdout.destroy();
    line.write("TICKET-1\r");
    expect(await command.ended()).toMatchObject({ code: 0, err: "" });
  });

  test("watch of a configuration ends with its standard input, and says where there is nothing to watch", async () => {
    const endpoint = "http://127.0.0.1:9/presence/v1/";
    const { code, out, err } = await scanners("watch", "--config", configuration(endpoint).file).ended();
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("stdin: closed");
    const { file } = configuration(endpoint, { readers: [] });
    expect(await scanners("watch", "--config", file).ended()).toMatchObject({
      code: 1,
      err: `usher-scanners: ${file}: readers names none, so there is nothing to watch\n`,
    });
  });

  test("capture writes what the scanner sends, for a replay to read again, and overwrites nothing", async () => {
    const line = await pty();
    const file = join(mkdtempSync(join(tmpdir(), "usher-capture-")), "capture.ndjson");
    const command = scanners("capture", file, "--path", line.path);
    await command.heard("Ctrl-C ends");
    await eventually(
      () => {
        line.write("]Q1TICKET-9\r\n");
        return readFileSync(file, "utf8");
      },
      (text) => text.includes('"read"'),
    );
    command.child.kill("SIGINT");
    expect(await command.ended()).toMatchObject({ code: 0, out: expect.stringMatching(/reads in it\.\n$/) });
    const captured = parseCapture(readFileSync(file, "utf8"));
    expect(captured.head).toMatchObject({ kind: "serial", path: line.path });
    expect(outcomeOf(captured.lines)[0]).toEqual({ read: { symbology: "]Q1", bytes: "5449434b45542d39" } });
    expect(outcomeOf(await replay(captured))).toEqual(outcomeOf(captured.lines));
    expect(await scanners("capture", file, "--path", line.path).ended()).toMatchObject({
      code: 1,
      err: `usher-scanners: ${file}: is there already: give the capture a name of its own\n`,
    });
  });
});
