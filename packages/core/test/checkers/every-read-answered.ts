import type { Checker } from "./checker.js";
import { linesOf } from "./lines.js";

/** P11: in a run that nothing cut short, every read has its verdict or joined one that has; and no verdict comes from nowhere. */
export const everyReadAnswered: Checker = (world) => {
  const { unanswered, unasked } = linesOf(world);
  return [
    ...(unanswered === 0 ? [] : [`${unanswered} reads without a verdict`]),
    ...(unasked === 0 ? [] : [`${unasked} verdicts without a read`]),
  ];
};
