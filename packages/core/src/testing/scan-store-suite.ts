import { equal } from "./equal.js";
import {
  CONFIGURATION,
  copied,
  DENIAL,
  enqueue,
  fails,
  failsUnchanged,
  idsIn,
  ONLINE_PERMIT,
  overRestart,
  PERMIT,
  permitTo,
  scanOf,
  type ScanStoreCase,
} from "./scan-store-cases.js";
import { scanStoreExceptionCases } from "./scan-store-exception-cases.js";
import { scanStoreQueueCases } from "./scan-store-queue-cases.js";
import { scanStoreTicketCases } from "./scan-store-ticket-cases.js";

export type { ScanStoreCase, ScanStoreHarness } from "./scan-store-cases.js";

/** What every `ScanStore` must do: each sentence of the port's contract. Run each case with a harness of its own. */
export const scanStoreSuite: readonly ScanStoreCase[] = [
  {
    name: "a new store holds nothing",
    run({ store }) {
      equal(store.configuration(), null);
      equal(store.unfinished(), []);
      equal(store.ledgerEntry("T1", null), null);
      equal(store.holdsUnacknowledged("T1"), false);
      equal(store.doubtfulSinceMs("T1"), null);
      equal(store.devicesWithPending(), []);
      equal(store.pending(7, 10), []);
      equal(store.quarantined(), []);
      equal(store.counts(), { pending: 0, quarantined: 0, inDoubt: 0 });
      equal(store.admittedUnknown(), 0);
      equal(store.decided("000000000001"), null);
      equal(store.journal(), []);
      equal(store.lastEntryAtMs(), null);
    },
  },
  {
    name: "the configuration saved last is kept over a restart, and is no journal entry",
    run(harness) {
      harness.store.saveConfiguration({ ...CONFIGURATION, configuredAtMs: 1 });
      harness.store.saveConfiguration(CONFIGURATION);
      equal(harness.store.configuration(), CONFIGURATION);
      equal(harness.reopen().configuration(), CONFIGURATION);
      equal(harness.store.journal(), []);
    },
  },
  {
    name: "scan ids are unique and grow, begun or not, over a restart too",
    run(harness) {
      const ids = [harness.store.begin(scanOf(), 1), harness.store.commit(scanOf(), PERMIT, 2).scanId];
      harness.store.commit(scanOf(), DENIAL, 3, ids[0]);
      ids.push(harness.reopen().begin(scanOf(), 4), harness.store.commit(scanOf(), DENIAL, 5).scanId);
      equal(ids, [...new Set(ids)].sort());
      equal(ids.length, 4);
    },
  },
  {
    name: "a begun scan is unfinished until it is committed, oldest first, over a restart",
    run(harness) {
      const [late, early] = [scanOf({ scanTimeMs: 9_000 }), scanOf({ token: "T2", scanTimeMs: 5 })];
      const first = { scanId: harness.store.begin(late, 100), scan: late };
      const second = { scanId: harness.store.begin(early, 50), scan: early };
      equal(harness.store.unfinished(), [first, second]);
      equal(harness.reopen().unfinished(), [first, second]);
      harness.store.commit(late, ONLINE_PERMIT, 200, first.scanId);
      equal(harness.store.unfinished(), [second]);
    },
  },
  {
    name: "commit gives back what was saved, under the id it was begun with",
    run({ store }) {
      const scan = scanOf();
      const scanId = store.begin(scan, 1);
      equal(store.commit(scan, ONLINE_PERMIT, 2, scanId), {
        outcome: "permit",
        scanId,
        scan,
        decision: ONLINE_PERMIT,
      });
      const denial = store.commit(scan, DENIAL, 3);
      equal(denial, { outcome: "deny", scanId: denial.scanId, scan, decision: DENIAL });
    },
  },
  {
    name: "committing an id twice, or one that was never begun, is an error and changes nothing",
    run(harness) {
      const { store } = harness;
      const scanId = store.begin(scanOf(), 1);
      store.commit(scanOf(), DENIAL, 2, scanId);
      const unbegun = store.commit(scanOf({ token: "T2" }), PERMIT, 3).scanId;
      for (const id of [scanId, unbegun, "000000009999", "nonsense"])
        failsUnchanged(harness, "failed", () => store.commit(scanOf(), permitTo("entered"), 4, id));
    },
  },
  {
    name: "a permit that was not decided online is queued for upload; all else is kept for audit only",
    run(harness) {
      const offline = enqueue(harness.store, { token: "T1" }, PERMIT);
      const operator = enqueue(harness.store, { token: "T2" }, { ...PERMIT, source: "operator" });
      const rest = [ONLINE_PERMIT, DENIAL, { ...DENIAL, source: "offline" as const, inDoubt: true }];
      const audited = rest.map((decision) => harness.store.commit(scanOf(), decision, 2).scanId);
      overRestart(harness, (store) => {
        equal(store.pending(7, 10), [offline, operator]);
        equal(idsIn(store, "pending"), [offline.scanId, operator.scanId]);
        equal(idsIn(store, "notForUpload"), audited);
      });
    },
  },
  {
    name: "a scan keeps all that its upload needs, unchanged by what becomes of the caller's object",
    run(harness) {
      const mine = scanOf({ token: "Ünï\u0000\u{1F3AB}\"'; --", scanTimeMs: 1_790_000_000_123 });
      const scan = copied(mine);
      const { scanId } = harness.store.commit(mine, PERMIT, 1);
      Object.assign(mine, { scanTimeMs: 0, device: { ...mine.device, id: 99 } });
      equal(harness.store.pending(7, 1), [{ scanId, scan }]);
      equal(harness.reopen().pending(7, 1), [{ scanId, scan }]);
    },
  },
  ...scanStoreTicketCases,
  ...scanStoreQueueCases,
  {
    name: "the journal tells all that happened, in order, with each decided scan's present state",
    run(harness) {
      const scan = scanOf();
      const a = harness.store.begin(scan, 10);
      harness.store.commit(scan, PERMIT, 11, a);
      const b = harness.store.commit(scan, DENIAL, 12).scanId;
      harness.store.quarantine(a, 13);
      harness.store.requeue(a, 9);
      harness.store.acknowledge([a], 14);
      const expected = [
        { kind: "begun", atMs: 10, scanId: a, state: null, data: { scan } },
        { kind: "decided", atMs: 11, scanId: a, state: "uploaded", data: { scan, decision: PERMIT } },
        { kind: "decided", atMs: 12, scanId: b, state: "notForUpload", data: { scan, decision: DENIAL } },
        { kind: "quarantined", atMs: 13, scanId: a, state: null, data: {} },
        { kind: "requeued", atMs: 9, scanId: a, state: null, data: {} },
        { kind: "uploaded", atMs: 14, scanId: null, state: null, data: { scanIds: [a] } },
      ];
      overRestart(harness, (store) => {
        const seqs = store.journal().map(({ seq }) => seq);
        equal(
          seqs,
          [...seqs].sort((x, y) => x - y),
        );
        equal(
          store.journal(),
          expected.map((told, i) => ({ seq: seqs[i], ...told })),
        );
        equal(store.lastEntryAtMs(), 14);
      });
    },
  },
  {
    name: "the last entry is the newest one, even where the clock went back",
    run({ store }) {
      store.begin(scanOf(), 500);
      store.commit(scanOf(), DENIAL, 20);
      equal(store.lastEntryAtMs(), 20);
    },
  },
  {
    name: "the journal is read in pages, by state where asked",
    run({ store }) {
      const decisions = [PERMIT, DENIAL, PERMIT, PERMIT, DENIAL, PERMIT];
      decisions.forEach((decision, i) => store.commit(scanOf({ token: `T${i}` }), decision, i));
      const all = store.journal();
      equal(store.journal({ limit: 4 }), all.slice(0, 4));
      equal(store.journal({ afterSeq: all[3]?.seq ?? 0 }), all.slice(4));
      equal(store.journal({ afterSeq: all[1]?.seq ?? 0, limit: 2 }), all.slice(2, 4));
      equal(store.journal({ afterSeq: all[5]?.seq ?? 0 }), []);
      const pending = all.filter(({ state }) => state === "pending");
      equal(pending.length, 4);
      equal(store.journal({ state: "pending", limit: 2 }), pending.slice(0, 2));
      equal(store.journal({ state: "pending", afterSeq: pending[1]?.seq ?? 0 }), pending.slice(2));
    },
  },
  {
    name: "[P9] what a refused write threw did not happen, and the store goes on once the medium does",
    run(harness) {
      const { store } = harness;
      const begun = store.begin(scanOf(), 1);
      const [a, b] = [enqueue(store, { token: "T1" }), enqueue(store, { token: "T2" })];
      store.quarantine(b.scanId, 2);
      harness.refuseWrites(true);
      failsUnchanged(harness, null, () => store.saveConfiguration(CONFIGURATION));
      failsUnchanged(harness, null, () => store.begin(scanOf(), 3));
      failsUnchanged(harness, null, () => store.commit(scanOf(), permitTo("entered"), 3));
      failsUnchanged(harness, null, () => store.commit(scanOf(), permitTo("entered"), 3, begun));
      failsUnchanged(harness, null, () => store.acknowledge([a.scanId], 3));
      failsUnchanged(harness, null, () => store.quarantine(a.scanId, 3));
      failsUnchanged(harness, null, () => store.requeue(b.scanId, 3));
      harness.refuseWrites(false);
      store.commit(scanOf(), permitTo("entered"), 4, begun);
      store.acknowledge([a.scanId, begun], 5);
      equal(store.counts(), { pending: 0, quarantined: 1, inDoubt: 0 });
    },
  },
  {
    name: "a closed store answers nothing and takes nothing; closing twice is fine",
    run({ store }) {
      store.close();
      store.close();
      fails("failed", () => store.commit(scanOf(), DENIAL, 1));
      fails("failed", () => store.begin(scanOf(), 1));
      fails("failed", () => store.counts());
    },
  },
  ...scanStoreExceptionCases,
];
