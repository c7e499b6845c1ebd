import type { Incident } from "../incident.js";
import type { NetworkFault } from "../network.js";
import { clockJump } from "./clock-jump.js";
import { diskFull } from "./disk-full.js";
import { failedRead } from "./failed-read.js";
import { failedWrite } from "./failed-write.js";
import { gatewayFault } from "./gateway-fault.js";
import { lateAnswer } from "./late-answer.js";
import { lostAnswer } from "./lost-answer.js";
import { lostRequest } from "./lost-request.js";
import { malformedAnswer } from "./malformed-answer.js";
import { outage } from "./outage.js";
import { powerLoss } from "./power-loss.js";
import { processKill } from "./process-kill.js";
import { readerLoss } from "./reader-loss.js";
import { refusedBatch } from "./refused-batch.js";
import { refusedKey } from "./refused-key.js";
import { serverError } from "./server-error.js";
import { slowReader } from "./slow-reader.js";

/** What can befall a single call. */
export const NETWORK_FAULTS: readonly NetworkFault[] = [
  lostRequest,
  lostAnswer,
  lateAnswer,
  serverError,
  gatewayFault,
  malformedAnswer,
];

/** What can befall a kiosk. Malformed scans and double reads are made by the day's people. */
export const INCIDENTS: readonly Incident[] = [
  outage,
  refusedKey,
  refusedBatch,
  readerLoss,
  slowReader,
  clockJump,
  processKill,
  powerLoss,
  diskFull,
  failedWrite,
  failedRead,
];
