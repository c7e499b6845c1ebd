import type { Decision } from "../domain/decision.js";
import type { ScanStore } from "../ports/scan-store.js";
import { equal } from "./equal.js";
import {
  DENIAL,
  enqueue,
  entry,
  failsUnchanged,
  idsIn,
  ONLINE_PERMIT,
  overRestart,
  PERMIT,
  permitTo,
  scanOf,
  type ScanStoreCase,
} from "./scan-store-cases.js";

const WORD = { role: "Supervisor", reason: "The turnstile was stuck" };
const BY_HAND = { by: "operator", ...WORD } as const;
const ADMITTED: Decision = { ...PERMIT, exception: { kind: "unknownAdmitted" } };

/** A permit that overrides the denial of this scan. */
function overriding(scanId: string): Decision {
  return { ...permitTo("entered"), source: "operator", exception: { kind: "overridden", scanId, ...WORD } };
}

const TURNED = { act: "direction", direction: "exit", lane: "2", means: "operator panel" } as const;
const ANEW = { act: "reconfigure", lane: null, means: "program" } as const;

const kinds = (store: ScanStore) => store.journal().map(({ kind }) => kind);

/** What every `ScanStore` must do with exceptions (promise P14), and with what else an operator does. */
export const scanStoreExceptionCases: readonly ScanStoreCase[] = [
  {
    name: "[P14] a decided scan is told with its state, over a restart; one that is only begun, or of no id, is none",
    run(harness) {
      const { scanId, scan } = enqueue(harness.store, {}, ADMITTED);
      const begun = harness.store.begin(scanOf(), 2);
      overRestart(harness, (store) => {
        equal(store.decided(scanId), { scanId, scan, decision: ADMITTED, state: "pending" });
        for (const id of [begun, "000000009999", "nonsense"]) equal(store.decided(id), null);
      });
    },
  },
  {
    name: "[P14] a permit that overrides a denial is queued like any other; the denial stays, marked, and is told in the journal",
    run(harness) {
      const denied = harness.store.commit(scanOf(), DENIAL, 1).scanId;
      const permit = enqueue(harness.store, { scanTimeMs: 5_000 }, overriding(denied));
      overRestart(harness, (store) => {
        equal(store.pending(7, 10), [permit]);
        equal(idsIn(store, "overridden"), [denied]);
        equal(store.ledgerEntry("T1", null), entry("T1", null, "entered"));
        equal(kinds(store), ["decided", "decided", "overridden"]);
        const told = store.journal().at(-1);
        equal([told?.scanId, told?.data], [denied, { permit: permit.scanId, ...WORD }]);
      });
    },
  },
  {
    name: "[P14] what is no denial, was overridden before or never decided can't be overridden, and nothing is done",
    run(harness) {
      const { store } = harness;
      const denied = store.commit(scanOf(), DENIAL, 1).scanId;
      store.commit(scanOf(), overriding(denied), 2);
      const online = store.commit(scanOf({ token: "T2" }), ONLINE_PERMIT, 3).scanId;
      const offline = enqueue(store, { token: "T3" });
      const begun = store.begin(scanOf({ token: "T4" }), 4);
      for (const id of [denied, online, offline.scanId, begun, "000000009999", "nonsense"])
        failsUnchanged(harness, "failed", () => store.commit(scanOf(), overriding(id), 5));
    },
  },
  {
    name: "[P14] an annulled permit that waits leaves the queue for good, and the ledger is as it was before",
    run(harness) {
      enqueue(harness.store, {}, permitTo("exited"));
      const { scanId } = enqueue(harness.store, {}, permitTo("entered"));
      const other = enqueue(harness.store, { token: "T2" });
      harness.store.quarantine(other.scanId, 3);
      equal(harness.store.annul(scanId, { by: "gate" }, 4), "withdrawn");
      equal(harness.store.annul(other.scanId, BY_HAND, 5), "withdrawn");
      overRestart(harness, (store) => {
        equal(store.counts(), { pending: 1, quarantined: 0, inDoubt: 0 });
        equal(idsIn(store, "annulled"), [scanId, other.scanId]);
        equal(store.holdsUnacknowledged("T2"), false);
        equal(store.ledgerEntry("T1", null), entry("T1", null, "exited"));
        const told = store.journal({ afterSeq: store.journal().at(-3)?.seq ?? 0 });
        equal(
          told.map(({ kind, data }) => [kind, data]),
          [
            ["annulled", { by: "gate", withdrawn: true }],
            ["annulled", { ...BY_HAND, withdrawn: true }],
          ],
        );
      });
      failsUnchanged(harness, "failed", () => harness.store.acknowledge([scanId], 6));
      failsUnchanged(harness, "failed", () => harness.store.requeue(other.scanId, 6));
    },
  },
  {
    name: "[P14] a permit that the service has taken, or gave itself, is annulled in the journal only",
    run(harness) {
      const uploaded = enqueue(harness.store, {}, permitTo("entered"));
      harness.store.acknowledge([uploaded.scanId], 2);
      const online = harness.store.commit(scanOf({ token: "T2" }), { ...permitTo("entered"), source: "online" }, 3);
      for (const { scanId } of [uploaded, online]) equal(harness.store.annul(scanId, BY_HAND, 4), "noted");
      overRestart(harness, (store) => {
        equal(store.ledgerEntry("T1", null), entry("T1", null, "entered"));
        equal(idsIn(store, "annulled"), [uploaded.scanId, online.scanId]);
        equal(store.journal().at(-1)?.data, { ...BY_HAND, withdrawn: false });
      });
    },
  },
  {
    name: "[P14] what later scans wrote into the ledger outlives an annulment, until they are annulled themselves",
    run({ store }) {
      const first = enqueue(store, {}, permitTo("entered"));
      const second = enqueue(store, {}, permitTo("exited"));
      store.annul(first.scanId, { by: "gate" }, 3);
      equal(store.ledgerEntry("T1", null), entry("T1", null, "exited"));
      store.annul(second.scanId, { by: "gate" }, 4);
      equal(store.ledgerEntry("T1", null), null);
    },
  },
  {
    name: "[P14] annulling twice, a denial, or what was never decided is an error, and nothing is done",
    run(harness) {
      const { store } = harness;
      const [waiting, online] = [enqueue(store), store.commit(scanOf(), ONLINE_PERMIT, 2)];
      for (const { scanId } of [waiting, online]) store.annul(scanId, { by: "gate" }, 3);
      const denied = store.commit(scanOf(), DENIAL, 4).scanId;
      const begun = store.begin(scanOf(), 5);
      for (const id of [waiting.scanId, online.scanId, denied, begun, "000000009999", "nonsense"])
        failsUnchanged(harness, "failed", () => store.annul(id, { by: "gate" }, 6));
    },
  },
  {
    name: "[P9] [P14] an annulment or an override that the medium refused did not happen",
    run(harness) {
      const { store } = harness;
      const waiting = enqueue(store, {}, permitTo("entered")).scanId;
      const denied = store.commit(scanOf({ token: "T2" }), DENIAL, 2).scanId;
      harness.refuseWrites(true);
      failsUnchanged(harness, null, () => store.annul(waiting, { by: "gate" }, 3));
      failsUnchanged(harness, null, () => store.commit(scanOf({ token: "T2" }), overriding(denied), 3));
      harness.refuseWrites(false);
      equal(store.annul(waiting, { by: "gate" }, 4), "withdrawn");
      store.commit(scanOf({ token: "T2" }), overriding(denied), 4);
    },
  },
  {
    name: "[P7] an annulment settles no doubt: the service may have acted on a scan in doubt all the same",
    run({ store }) {
      const { scanId } = enqueue(store, { scanTimeMs: 4_000 }, { ...PERMIT, inDoubt: true });
      store.annul(scanId, { by: "gate" }, 2);
      equal(store.doubtfulSinceMs("T1"), 4_000);
      equal(store.counts(), { pending: 0, quarantined: 0, inDoubt: 1 });
    },
  },
  {
    name: "[P14] unknown tickets that were let in count until the service took them or they were annulled, over a restart too",
    run(harness) {
      const admit = (token: string) => enqueue(harness.store, { token }, ADMITTED).scanId;
      const [a = "", b = "", c = ""] = ["T1", "T2", "T3"].map(admit);
      harness.store.commit({ ...scanOf(), direction: "exit" }, ADMITTED, 2);
      enqueue(harness.store, { token: "T4" });
      overRestart(harness, (store) => equal(store.admittedUnknown(), 3));
      harness.store.quarantine(a, 3);
      equal(harness.store.admittedUnknown(), 3);
      harness.store.acknowledge([b], 4);
      harness.store.annul(c, { by: "gate" }, 5);
      overRestart(harness, (store) => equal(store.admittedUnknown(), 1));
      harness.store.annul(a, { by: "gate" }, 6);
      equal(harness.store.admittedUnknown(), 0);
    },
  },
  {
    name: "what an operator did is an entry of the journal, and changes nothing else",
    run(harness) {
      const { scanId, scan } = enqueue(harness.store);
      harness.store.begin(scanOf({ token: "T2" }), 2);
      const before = harness.store.counts();
      harness.store.noteAct(TURNED, 30);
      harness.store.noteAct(ANEW, 20);
      overRestart(harness, (store) => {
        equal(store.counts(), before);
        equal(store.pending(7, 10), [{ scanId, scan }]);
        const [turned, anew] = store.journal().slice(-2);
        equal(turned, { seq: turned?.seq, kind: "operator", atMs: 30, scanId: null, state: null, data: TURNED });
        equal(anew, { seq: anew?.seq, kind: "operator", atMs: 20, scanId: null, state: null, data: ANEW });
        equal(store.lastEntryAtMs(), 20);
        equal(idsIn(store, "pending"), [scanId]);
      });
      const next = enqueue(harness.store, { token: "T3" });
      equal(harness.store.decided(next.scanId)?.scan, next.scan);
    },
  },
  {
    name: "[P9] what an operator did is not in the journal where the medium refused it",
    run(harness) {
      harness.refuseWrites(true);
      failsUnchanged(harness, null, () => harness.store.noteAct(TURNED, 3));
      harness.refuseWrites(false);
      harness.store.noteAct(TURNED, 4);
      equal(kinds(harness.store), ["operator"]);
    },
  },
];
