import { askedOnce } from "./asked-once.js";
import type { Checker } from "./checker.js";
import { convergence } from "./convergence.js";
import { doublePermit } from "./double-permit.js";
import { exactUpload } from "./exact-upload.js";
import { keyLeak } from "./key-leak.js";
import { ledgerBehind } from "./ledger-behind.js";
import { unbounded } from "./unbounded.js";
import { uncommittedOpening } from "./uncommitted-opening.js";
import { unconfiguredPermit } from "./unconfigured-permit.js";
import { unjournalledPermit } from "./unjournalled-permit.js";
import { unnamedException } from "./unnamed-exception.js";
import { unnotedAct } from "./unnoted-act.js";

/** What must hold on every day. */
export const CHECKERS: readonly Checker[] = [
  doublePermit,
  unjournalledPermit,
  exactUpload,
  askedOnce,
  unconfiguredPermit,
  ledgerBehind,
  uncommittedOpening,
  unnamedException,
  unnotedAct,
  keyLeak,
  unbounded,
  convergence,
];
