import type { Checker } from "./checker.js";
import { named, storiesOf } from "./stories.js";

/** A lane has one request in hand at a time, and so has a ticket, across lanes. */
export const oneInHand: Checker = ({ history }) => {
  const inHand = storiesOf(history).flatMap(({ scan, asked: [question], told: [answer] }) =>
    question === undefined
      ? []
      : [{ scan, from: question.order, to: answer?.order ?? nextBoot(history, question.order) }],
  );
  return inHand.flatMap((one) =>
    inHand.flatMap((other) => {
      const meanwhile = one.from < other.from && other.from < one.to;
      const together = one.scan.lane === other.scan.lane || one.scan.barcode.token === other.scan.barcode.token;
      return meanwhile && together ? [`${named(other.scan)}: asked while ${named(one.scan)} was in hand`] : [];
    }),
  );
};

/** A request without an answer is in hand until the power goes. */
function nextBoot(history: Parameters<Checker>[0]["history"], order: number): number {
  return history.of("booted").find((booted) => booted.order > order)?.order ?? Infinity;
}
