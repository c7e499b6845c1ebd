import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT } from "./root.js";

const KIOSK = join(ROOT, "apps/kiosk/dist/main.js");
const SIMULATOR = join(ROOT, "apps/simulator/dist/main.js");

/** A program as it is started at a gate: the real process, its output kept for whoever asks. */
export class Program {
  readonly child: ChildProcessWithoutNullStreams;
  output = "";
  log = "";
  readonly #exit: Promise<number | null>;

  constructor(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...environment } });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => (this.log += text));
    const kill = () => void this.child.kill("SIGKILL"); // a test run that is cut short leaves nothing behind
    process.once("exit", kill);
    this.#exit = once(this.child, "close").then(([code]) => {
      process.off("exit", kill);
      return code as number | null;
    });
  }

  static kiosk(configurationFile: string, environment?: NodeJS.ProcessEnv): Program {
    return new Program([KIOSK, "--config", configurationFile], environment);
  }

  /** The report of a kiosk's journal. */
  static report(configurationFile: string, ...options: readonly string[]): Program {
    return new Program([KIOSK, "report", "--config", configurationFile, ...options]);
  }

  static simulator(...args: readonly string[]): Program {
    return new Program([SIMULATOR, "serve", ...args]);
  }

  /** The line of JSON that a program prints once it is ready. */
  async ready(): Promise<Record<string, string>> {
    while (!this.output.includes("\n")) {
      await Promise.race([
        once(this.child.stdout, "data"),
        this.#exit.then((code) => {
          throw new Error(`ended with ${code} before it was ready\n${this.log}`);
        }),
      ]);
    }
    return JSON.parse(this.output.slice(0, this.output.indexOf("\n"))) as Record<string, string>;
  }

  /** How a program ends that ends by itself. */
  async ended(): Promise<number | null> {
    return this.#exit;
  }

  /** Ends it, and tells how. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<{ code: number | null; elapsedMs: number }> {
    const startMs = performance.now();
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    const code = await this.#exit;
    return { code, elapsedMs: performance.now() - startMs };
  }
}
