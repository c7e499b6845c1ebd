import type { Checker } from "./checker.js";
import { configuredFirst } from "./configured-first.js";
import { doubtIsAMark } from "./doubt-is-a-mark.js";
import { everyReadAnswered } from "./every-read-answered.js";
import { exceptionsNamed } from "./exceptions-named.js";
import { noSecondPermit } from "./no-second-permit.js";
import { nothingWithoutTheDisk } from "./nothing-without-the-disk.js";
import { offlineByTheRules } from "./offline-by-the-rules.js";
import { onlyTheMalformed } from "./only-the-malformed.js";
import { oneInHand } from "./one-in-hand.js";
import { openedForKeptPermits } from "./opened-for-kept-permits.js";
import { rereadsShownAgain } from "./rereads-shown-again.js";
import { serviceObeyed } from "./service-obeyed.js";
import { timesAreTrue } from "./times-are-true.js";
import { uploadedInOrder } from "./uploaded-in-order.js";

/** The checkers, by the promise that each of them guards; the last guards the order of lanes and tickets. */
export const CHECKERS = {
  P1: configuredFirst,
  P2: serviceObeyed,
  P3: offlineByTheRules,
  P4: uploadedInOrder,
  P5: onlyTheMalformed,
  P6: noSecondPermit,
  P7: doubtIsAMark,
  P8: rereadsShownAgain,
  P9: nothingWithoutTheDisk,
  P11: everyReadAnswered,
  P12: timesAreTrue,
  P13: openedForKeptPermits,
  P14: exceptionsNamed,
  "one in hand": oneInHand,
} satisfies Record<string, Checker>;

/** A promise that has a checker. */
export type Promised = keyof typeof CHECKERS;
