import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { builtHolder } from "./built-holder.js";
import { ScriptedRelay } from "./scripted-relay.js";

const PARENT = fileURLToPath(new URL("programs/parent.mjs", import.meta.url));
const GATE = 1;
/** Longer than any test takes: whoever closes the gate before that did not wait for the pulse's end. */
const LONG_PULSE_MS = 5_000;

let relay: ScriptedRelay;
let parent: Parent;
beforeEach(async () => {
  builtHolder();
  relay = await ScriptedRelay.open();
});
afterEach(async () => {
  parent.child.kill("SIGKILL");
  await Promise.all(parent.holders.map(gone));
  await relay.pty.dispose();
});

/** The process that stands in for the kiosk, and the holders that it had. */
interface Parent {
  readonly child: ChildProcess;
  readonly holders: number[];
  say(word: string): void;
  /** The next line that fits; the others before it are passed over. */
  hears(fits: (line: Heard) => boolean): Promise<Heard>;
  /** The process id of the holder that runs now. */
  holder(): number;
}

interface Heard {
  readonly tell?: string;
  readonly trouble?: string | null;
}

function started(change: object = {}): Parent {
  const settings = {
    kind: "serialRelay",
    path: relay.path,
    protocol: "lcus",
    channels: { gate: GATE, deny: 2 },
    ...filled,
    ...change,
  };
  const child = spawn(process.execPath, [PARENT, JSON.stringify(settings)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const holders: number[] = [];
  return {
    child,
    holders,
    say: (word) => void child.stdin.write(`${word}\n`),
    async hears(fits) {
      for (;;) {
        const { value, done } = (await lines.next()) as { value: string; done?: boolean };
        if (done === true) throw new Error("the parent ended");
        const heard = JSON.parse(value) as Heard;
        if (fits(heard)) return heard;
      }
    },
    holder: () => {
      const pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim());
      holders.push(pid);
      return pid;
    },
  };
}

/** What the parent's output takes as read from a configuration. */
const filled = { pulseMs: LONG_PULSE_MS, gapMs: 0, lightMs: 2_000, closedWhen: "off" };

async function ready(change: object = {}): Promise<void> {
  parent = started(change);
  await parent.hears(({ tell }) => tell === "ready");
  parent.holder();
}

async function opened(): Promise<void> {
  parent.say("permit");
  await relay.untilDrawn([GATE]);
}

/** Resolves once a process is no more. */
async function gone(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a gate in the hands of a holder, on a real serial line", () => {
  test("is opened for each permit and closed by its pulse, one after the other", async () => {
    await ready({ pulseMs: 60, gapMs: 30 });
    for (let person = 0; person < 3; person += 1) parent.say("permit");
    await relay.until(({ changes }) => changes.length === 6);
    expect(relay.changes.map(({ channel, on }) => `${channel} ${on}`)).toEqual([
      "1 true",
      "1 false",
      "1 true",
      "1 false",
      "1 true",
      "1 false",
    ]);
  });

  test("[P13] is closed where the kiosk is killed in the middle of a pulse, with more permits waiting", async () => {
    await ready();
    parent.say("permit");
    await opened();
    parent.child.kill("SIGKILL");
    await relay.untilDrawn([]);
    await gone(parent.holders[0] ?? 0);
    expect(relay.drawn()).toEqual([]);
    expect(relay.changes).toHaveLength(2);
  });

  test("[P13] is closed by the holder's own clock where the kiosk hangs for ever", async () => {
    await ready({ pulseMs: 300 });
    await opened();
    parent.say("block");
    await relay.untilDrawn([]);
    expect(parent.child.exitCode).toBeNull();
  });

  test("[P13] is closed by the next holder where the holder is killed in the middle of a pulse, and that is told", async () => {
    await ready();
    await opened();
    process.kill(parent.holder(), "SIGKILL");
    const { trouble } = await parent.hears((heard) => typeof heard.trouble === "string");
    expect(trouble).toContain("SIGKILL");
    await parent.hears((heard) => heard.trouble === null);
    await relay.untilDrawn([]);
    expect(parent.holder()).not.toBe(parent.holders[0]);
    await opened();
  });

  test("[P13] is closed where the holder is asked to end, and by the end of the kiosk", async () => {
    await ready();
    await opened();
    process.kill(parent.holder(), "SIGTERM");
    await relay.untilDrawn([]);
    await parent.hears(({ tell }) => tell === "ready");
    parent.holder();
    await opened();
    parent.child.stdin?.end();
    await once(parent.child, "exit");
    await relay.untilDrawn([]);
  });

  test("a holder that hangs is killed and another one started, and that is told", async () => {
    await ready();
    await opened();
    process.kill(parent.holder(), "SIGSTOP");
    await parent.hears(({ trouble }) => typeof trouble === "string" && trouble.includes("SIGKILL"));
    await relay.untilDrawn([]);
    parent.holder();
  });

  test("[P13] a board that goes in the middle of a pulse and comes back is closed, and forgets whoever waited", async () => {
    await ready();
    parent.say("permit");
    await opened();
    await relay.pty.unplug();
    const { trouble } = await parent.hears((heard) => typeof heard.trouble === "string");
    expect(trouble).toMatch(/gone|check its plug/);
    await relay.pty.plug();
    await parent.hears(({ tell }) => tell === "ready");
    await relay.untilDrawn([]);
    expect(relay.changes).toHaveLength(2);
    await opened();
  });
});
