import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readMessages } from "../holder/lines.js";
import { newsSchema, type HolderNews, type Order } from "../holder/messages.js";
import { LIMITS } from "../limits.js";

/** Who hears of a holder. `ended` comes once, with what is known of why, and with what it wrote to its standard error last. */
export interface HolderListener {
  news(news: HolderNews): void;
  ended(why: string, lastWords: string): void;
}

/** A running holder. */
export interface HolderProcess {
  /** Whether the order could be handed over. Where not, the holder reads nothing or is gone. */
  send(order: Order): boolean;
  /** Lets it close its gate and end: it hears nothing more. */
  end(): void;
  /** Ends it at once. Its gate stays as it is until another holder closes it. */
  kill(): void;
}

/** Starts a holder. Whatever goes wrong comes as its end, never as an error thrown. */
export type StartHolder = (listener: HolderListener) => HolderProcess;

/** What a holder gets of the kiosk's environment: what finds its libraries, and none of the kiosk's secrets. */
const PASSED_ON = ["PATH", "LD_LIBRARY_PATH", "LD_PRELOAD", "UMOCKDEV_DIR", "SystemRoot"];

const OWN_PROGRAM = fileURLToPath(new URL("../holder/main.js", import.meta.url));

/**
 * Starts the real holder: a process of its own, in a group of its own so that a Ctrl-C meant for the kiosk does not reach it. The pipe
 * of its orders ends with the kiosk, whatever the kiosk dies of, and then it closes its gate.
 *
 * @param program the holder's program; this package's where not given
 * @param runtime what runs it; the Node that runs this where not given
 */
export function holderStarter(program = OWN_PROGRAM, runtime = process.execPath): StartHolder {
  return (listener) => {
    const child = started(runtime, program);
    if (child instanceof Error) {
      setImmediate(() => listener.ended(child.message, ""));
      return NEVER_BEGUN;
    }
    let words = "";
    let isOver = false;
    const over = (why: string): void => {
      if (isOver) return;
      isOver = true;
      listener.ended(why, words.trim());
    };
    child.on("error", (error) => over(error.message));
    // A machine that is out of file handles gives a child without pipes; its error follows.
    if (!hasPipes(child)) return NEVER_BEGUN;
    child.on("close", (code, signal) => {
      over(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-LIMITS.lastWordsBytes);
    });
    child.stdin.on("error", () => undefined); // It is gone; "close" says so.
    readMessages(child.stdout, newsSchema, {
      message: (news) => listener.news(news),
      end: (problem) => {
        if (problem !== null) child.kill("SIGKILL");
      },
    });
    return {
      send: (order) => {
        if (!child.stdin.writable || child.stdin.writableLength > LIMITS.backlogBytes) return false;
        child.stdin.write(`${JSON.stringify(order)}\n`);
        return true;
      },
      end: () => void child.stdin.end(),
      kill: () => void child.kill("SIGKILL"),
    };
  };
}

/** Some of what can go wrong, such as no memory left, is thrown by Node, the rest comes as an event. */
function started(runtime: string, program: string): ChildProcessWithoutNullStreams | Error {
  try {
    return spawn(runtime, [program], {
      stdio: ["pipe", "pipe", "pipe"],
      env: Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
      detached: true,
      windowsHide: true,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const NEVER_BEGUN: HolderProcess = { send: () => false, end: () => undefined, kill: () => undefined };

function hasPipes(child: Partial<ChildProcessWithoutNullStreams>): boolean {
  return child.stdin !== undefined && child.stdout !== undefined && child.stderr !== undefined;
}
