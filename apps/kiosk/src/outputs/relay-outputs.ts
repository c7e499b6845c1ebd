import type { OutputSettings } from "@usher/core";
import { boardOf, HeldBoard, type HolderNews, type RelaySettings } from "@usher/outputs";
import type { Logger } from "pino";
import type { Configuration } from "../configuration/read-configuration.js";
import { given } from "../given.js";

/** The gates of the kiosk, and what is wrong with any of their boards as one alarm. */
export class RelayOutputs {
  /** For the engine, which moves them. */
  readonly settings: readonly OutputSettings[];
  /** Hears what an operator should know, null once that is mended. */
  onAlarm: (message: string | null) => void = () => undefined;
  readonly #boards: readonly HeldBoard[];
  readonly #troubles = new Map<string, string>();

  constructor(configured: Configuration["outputs"], log: Logger) {
    const byBoard = new Map<string, RelaySettings[]>();
    for (const settings of configured) {
      const board = boardOf(settings);
      byBoard.set(board, [...(byBoard.get(board) ?? []), settings]);
    }
    const boards = [...byBoard].map(([name, outputs]) => ({
      outputs,
      board: new HeldBoard({
        outputs,
        onTrouble: (trouble) => this.#note(name, trouble),
        onNews: (news) => log[isWorthALook(news) ? "warn" : "debug"]({ board: name, ...news }, "gateOutput"),
      }),
    }));
    this.#boards = boards.map(({ board }) => board);
    this.settings = boards.flatMap(({ outputs, board }) =>
      board.outputs.map((output, place) => ({ output, ...given({ lane: outputs[place]?.lane }) })),
    );
  }

  /** Starts the holders of the boards, which close every gate first of all. */
  start(): void {
    for (const board of this.#boards) board.start();
  }

  /** Closes every gate. */
  async close(): Promise<void> {
    await Promise.all(this.#boards.map((board) => board.close()));
  }

  #note(board: string, trouble: string | null): void {
    if (trouble === null) this.#troubles.delete(board);
    else this.#troubles.set(board, trouble);
    const told = [...this.#troubles].map(([name, words]) => `${name}: ${words}`);
    this.onAlarm(told.length === 0 ? null : told.join(". "));
  }
}

const AS_IT_SHOULD: ReadonlySet<string> = new Set(["opened", "closed", "passed"]);

/** What somebody who looks into the log afterwards wants to find without having asked for everything. */
function isWorthALook(news: HolderNews): boolean {
  return news.tell === "trouble" || (news.tell === "gate" && !AS_IT_SHOULD.has(news.news.tell));
}
