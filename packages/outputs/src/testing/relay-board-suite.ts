import type { OpenBoard, RelayBoard } from "../board/relay-board.js";

/** A board under test. `drawn`: the channels that are on, as its relays show it. `channels`: two that it has. */
export interface RelayBoardHarness {
  readonly open: OpenBoard;
  readonly channels: readonly [number, number];
  /** Resolves once exactly these channels are on; rejects where they never are. */
  readonly untilDrawn: (channels: readonly number[]) => Promise<void>;
  readonly unplug: () => Promise<void>;
  readonly plug: () => Promise<void>;
}

/** One case of the conformance suite. It rejects where the board breaks the contract. */
export interface RelayBoardCase {
  readonly name: string;
  readonly run: (harness: RelayBoardHarness) => Promise<void>;
}

const DEAF = { lost: () => undefined, turned: () => undefined };

/** What every `RelayBoard` must do. */
export const relayBoardSuite: readonly RelayBoardCase[] = [
  {
    name: "a channel goes on and off, and its neighbour stays as it is",
    async run({ open, channels: [one, other], untilDrawn }) {
      const board = await open(DEAF);
      await board.set(one, true);
      await untilDrawn([one]);
      await board.set(other, true);
      await untilDrawn([one, other]);
      await board.set(one, false);
      await untilDrawn([other]);
      await board.close();
    },
  },
  {
    name: "what is so already may be asked for again",
    async run({ open, channels: [one], untilDrawn }) {
      const board = await open(DEAF);
      for (const on of [false, true, true, false, false]) await board.set(one, on);
      await untilDrawn([]);
      await board.close();
    },
  },
  {
    name: "all off lets every relay fall, also those that an earlier holder left on",
    async run({ open, channels: [one, other], untilDrawn }) {
      const first = await open(DEAF);
      await first.set(one, true);
      await first.set(other, true);
      await untilDrawn([one, other]);
      await first.close();
      const second = await open(DEAF);
      await second.allOff();
      await untilDrawn([]);
      await second.close();
    },
  },
  {
    name: "it is one holder's: closed, it can be opened again, and as often as one likes",
    async run({ open }) {
      for (let time = 0; time < 3; time += 1) {
        const board = await open(DEAF);
        await board.close();
        await board.close();
      }
    },
  },
  {
    name: "while one holds it nobody else can open it, and its relays are moved by that one alone",
    async run({ open, channels: [one], untilDrawn }) {
      const first = await open(DEAF);
      await first.set(one, true);
      const outcome = await outcomeOf(open(DEAF));
      if (outcome !== "told") throw new Error(`a board that somebody holds: ${outcome}`);
      await untilDrawn([one]);
      await first.allOff();
      await first.close();
      await (await open(DEAF)).close();
    },
  },
  {
    name: "a board that goes says so once, and fails what is asked of it; back again, it is opened anew",
    async run({ open, channels: [one], untilDrawn, unplug, plug }) {
      let losses = 0;
      let noteLoss = (): void => undefined;
      const lost = new Promise<void>((resolve) => (noteLoss = resolve));
      const board = await open({
        ...DEAF,
        lost: () => {
          losses += 1;
          noteLoss();
        },
      });
      await unplug();
      await lost;
      const answer = await board.set(one, true).then(
        () => "obeyed",
        () => "failed",
      );
      await board.close();
      if (answer !== "failed" || losses !== 1)
        throw new Error(`gone, the board ${answer}, and said so ${losses} times`);
      await plug();
      const again = await open(DEAF);
      await again.allOff();
      await untilDrawn([]);
      await again.close();
    },
  },
  {
    name: "a board that is not there fails to open, and says what to do",
    async run({ open, unplug, plug }) {
      await unplug();
      const outcome = await outcomeOf(open(DEAF));
      await plug();
      if (outcome !== "told") throw new Error(`a board that is not there: ${outcome}`);
    },
  },
];

/** What came of an opening: an error says with a code what is wrong, and in words what to do. */
function outcomeOf(opening: Promise<RelayBoard>): Promise<"opened" | "told" | "unclear"> {
  return opening.then(
    () => "opened" as const,
    (error: unknown) => (error instanceof Error && "code" in error && error.message.length > 20 ? "told" : "unclear"),
  );
}
