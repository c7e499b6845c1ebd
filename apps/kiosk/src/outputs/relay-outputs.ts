import type { OutputSettings } from "@usher/core";
import { RelayOutput, type HolderNews, type RelaySettings } from "@usher/outputs";
import type { Logger } from "pino";
import type { Configuration } from "../configuration/read-configuration.js";
import { given } from "../given.js";

/** The gates of the kiosk, and what is wrong with any of them as one alarm. */
export class RelayOutputs {
  /** For the engine, which moves them. */
  readonly settings: readonly OutputSettings[];
  /** Hears what an operator should know, null once that is mended. */
  onAlarm: (message: string | null) => void = () => undefined;
  readonly #outputs: readonly RelayOutput[];
  readonly #troubles = new Map<string, string>();

  constructor(configured: Configuration["outputs"], log: Logger) {
    this.#outputs = configured.map((settings, index) => {
      const name = nameOf(settings, index);
      return new RelayOutput({
        settings,
        onTrouble: (trouble) => this.#note(name, trouble),
        onNews: (news) => log[WORTH_A_LOOK.has(news.tell) ? "warn" : "debug"]({ output: name, ...news }, "gateOutput"),
      });
    });
    this.settings = this.#outputs.map((output, index) => ({ output, ...given({ lane: configured[index]?.lane }) }));
  }

  /** Starts their holders, which close every gate first of all. */
  start(): void {
    for (const output of this.#outputs) output.start();
  }

  /** Closes every gate. */
  async close(): Promise<void> {
    await Promise.all(this.#outputs.map((output) => output.close()));
  }

  #note(name: string, trouble: string | null): void {
    if (trouble === null) this.#troubles.delete(name);
    else this.#troubles.set(name, trouble);
    const told = [...this.#troubles].map(([output, words]) => `${output}: ${words}`);
    this.onAlarm(told.length === 0 ? null : told.join(". "));
  }
}

/** What somebody who looks into the log afterwards wants to find without having asked for everything. */
const WORTH_A_LOOK: ReadonlySet<HolderNews["tell"]> = new Set(["trouble", "notOpened", "didNotTurn", "turnedUnbidden"]);

function nameOf(settings: RelaySettings, index: number): string {
  const board = settings.kind === "serialRelay" ? settings.path : `USB relay board ${settings.board ?? ""}`.trim();
  const lane = settings.lane === undefined ? "" : ` of lane ${settings.lane}`;
  return `output ${index + 1}${lane} (${board})`;
}
