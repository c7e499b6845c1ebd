import type { OutputSettings } from "@usher/core";
import {
  boardOf,
  HeldBoard,
  type HolderNews,
  type RelayOutput,
  type RelaySettings,
  type StartHolder,
} from "@usher/outputs";
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
  readonly #configured: readonly Wired[];
  readonly #boards: readonly HeldBoard[];
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
    const wired = boards.flatMap(({ outputs, board }) =>
      board.outputs.map((output, place) => ({ settings: outputs[place] as RelaySettings, board, output })),
    );
    this.#boards = boards.map(({ board }) => board);
    this.#configured = wired.toSorted(
      (one, other) => configured.indexOf(one.settings) - configured.indexOf(other.settings),
    );
    this.settings = wired.map(({ settings, output }) => ({ output, ...given({ lane: settings.lane }) }));
    this.states$ = new BehaviorSubject(this.#statesNow());
  }

  /** Starts the holders of the boards, which close every gate first of all. */
  start(): void {
    for (const board of this.#boards) board.start();
    this.#publish();
  }

  /** Closes every gate. */
  async close(): Promise<void> {
    const closed = this.#boards.map((board) => board.close());
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
    return this.#configured.map(({ settings, board, output }) => {
      const { kind, lane = null, channels } = settings;
      // The trouble of the board goes before that of its gates, as in the alarm.
      const missed = given({ reason: output.missed ?? undefined });
      return { kind, board: boardOf(settings), lane, channels, ...missed, ...board.state };
    });
  }
}

/** An output as it was configured, and what moves it. */
interface Wired {
  readonly settings: RelaySettings;
  readonly board: HeldBoard;
  readonly output: RelayOutput;
}

const AS_IT_SHOULD: ReadonlySet<string> = new Set(["opened", "closed", "passed"]);

/** What somebody who looks into the log afterwards wants to find without having asked for everything. */
function isWorthALook(news: HolderNews): boolean {
  return news.tell === "trouble" || (news.tell === "gate" && !AS_IT_SHOULD.has(news.news.tell));
}
