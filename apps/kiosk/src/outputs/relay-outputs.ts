import type { OutputSettings } from "@usher/core";
import { boardOf, HeldBoard, type HolderNews, type RelaySettings, type StartHolder } from "@usher/outputs";
import type { Logger } from "pino";
import { BehaviorSubject } from "rxjs";
import type { Configuration } from "../configuration/read-configuration.js";
import { given } from "../given.js";
import type { OutputState } from "./output-state.js";

/** The gates of the kiosk, and what is wrong with any of their boards as one alarm. */
export class RelayOutputs {
  /** For the engine, which moves them. */
  readonly settings: readonly OutputSettings[];
  /** Each output as it is now, in the order of the configuration, and again after every change. */
  readonly states$: BehaviorSubject<readonly OutputState[]>;
  /** Hears what an operator should know, null once that is mended. */
  onAlarm: (message: string | null) => void = () => undefined;
  readonly #configured: Configuration["outputs"];
  readonly #boards: ReadonlyMap<string, HeldBoard>;
  readonly #troubles = new Map<string, string>();

  constructor(configured: Configuration["outputs"], log: Logger, startHolder?: StartHolder) {
    const byBoard = new Map<string, RelaySettings[]>();
    for (const settings of configured) {
      const board = boardOf(settings);
      byBoard.set(board, [...(byBoard.get(board) ?? []), settings]);
    }
    const boards = [...byBoard].map(([name, outputs]) => ({
      name,
      outputs,
      board: new HeldBoard({
        outputs,
        ...given({ startHolder }),
        onTrouble: (trouble) => this.#note(name, trouble),
        onHolderEnded: (why, lastWords) => log.warn({ board: name, why, lastWords }, "outputHolderEnded"),
        onNews: (news) => log[isWorthALook(news) ? "warn" : "debug"]({ board: name, ...news }, "gateOutput"),
      }),
    }));
    this.#configured = configured;
    this.#boards = new Map(boards.map(({ name, board }) => [name, board]));
    this.settings = boards.flatMap(({ outputs, board }) =>
      board.outputs.map((output, place) => ({ output, ...given({ lane: outputs[place]?.lane }) })),
    );
    this.states$ = new BehaviorSubject(this.#statesNow());
  }

  /** Starts the holders of the boards, which close every gate first of all. */
  start(): void {
    for (const board of this.#boards.values()) board.start();
    this.#publish();
  }

  /** Closes every gate. */
  async close(): Promise<void> {
    const closed = [...this.#boards.values()].map((board) => board.close());
    this.#publish();
    await Promise.all(closed);
  }

  #note(board: string, trouble: string | null): void {
    if (trouble === null) this.#troubles.delete(board);
    else this.#troubles.set(board, trouble);
    const told = [...this.#troubles].map(([name, words]) => `${name}: ${words}`);
    this.#publish();
    this.onAlarm(told.length === 0 ? null : told.join(". "));
  }

  #publish(): void {
    this.states$.next(this.#statesNow());
  }

  #statesNow(): readonly OutputState[] {
    return this.#configured.map((settings) => {
      const { kind, lane = null, channels } = settings;
      const board = boardOf(settings);
      return { kind, board, lane, channels, ...(this.#boards.get(board)?.state ?? { status: "stopped" }) };
    });
  }
}

const AS_IT_SHOULD: ReadonlySet<string> = new Set(["opened", "closed", "passed"]);

/** What somebody who looks into the log afterwards wants to find without having asked for everything. */
function isWorthALook(news: HolderNews): boolean {
  return news.tell === "trouble" || (news.tell === "gate" && !AS_IT_SHOULD.has(news.news.tell));
}
