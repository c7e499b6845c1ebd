import { equal } from "./equal.js";
import {
  CONFIGURATION,
  copied,
  DENIAL,
  enqueue,
  entry,
  fails,
  failsUnchanged,
  idsIn,
  ONLINE_PERMIT,
  overRestart,
  PERMIT,
  permitTo,
  remember,
  scanOf,
  type ScanStoreCase,
} from "./scan-store-cases.js";
import { scanStoreExceptionCases } from "./scan-store-exception-cases.js";

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
  {
    name: "the newest memory of a ticket wins, over a restart too, and a decision without ledger changes none",
    run(harness) {
      remember(harness.store, entry("T1", null, "entered"));
      remember(harness.store, entry("T1", null, "exited", "MARK_RESTRICTION"));
      harness.store.commit(scanOf({ token: "T1" }), DENIAL, 3);
      equal(harness.store.ledgerEntry("T1", null), entry("T1", null, "exited", "MARK_RESTRICTION"));
      equal(harness.reopen().ledgerEntry("T1", null), entry("T1", null, "exited", "MARK_RESTRICTION"));
      equal(harness.store.ledgerEntry("T2", null), null);
    },
  },
  {
    name: "an event's memory is passed over only where both event ids are known and differ",
    run({ store }) {
      remember(store, entry("T1", "A", "entered"));
      equal(store.ledgerEntry("T1", "A"), entry("T1", "A", "entered"));
      equal(store.ledgerEntry("T1", null), entry("T1", "A", "entered"));
      equal(store.ledgerEntry("T1", "B"), null);
      remember(store, entry("T2", null, "entered"));
      equal(store.ledgerEntry("T2", "A"), entry("T2", null, "entered"));
      remember(store, entry("T3", "", "entered"));
      equal(store.ledgerEntry("T3", "A"), null);
    },
  },
  {
    name: "writing one event's memory deletes no other, and the newest that applies is found",
    run(harness) {
      remember(harness.store, entry("T1", "A", "entered"));
      remember(harness.store, entry("T1", "B", "exited"));
      equal(harness.store.ledgerEntry("T1", "A"), entry("T1", "A", "entered"));
      equal(harness.store.ledgerEntry("T1", null), entry("T1", "B", "exited"));
      remember(harness.store, entry("T1", null, "entered", "INVALID_TICKET"));
      equal(harness.store.ledgerEntry("T1", "A"), entry("T1", null, "entered", "INVALID_TICKET"));
      remember(harness.store, entry("T1", "A", "exited"));
      equal(harness.store.ledgerEntry("T1", "A"), entry("T1", "A", "exited"));
      equal(harness.reopen().ledgerEntry("T1", "B"), entry("T1", null, "entered", "INVALID_TICKET"));
    },
  },
  {
    name: "[P6] nothing that happens to the queue changes the ledger",
    run({ store }) {
      const [one, two] = [enqueue(store, {}, permitTo("entered")), enqueue(store, {}, permitTo("exited"))];
      store.quarantine(one.scanId, 5);
      store.requeue(one.scanId, 6);
      store.acknowledge([two.scanId, one.scanId], 7);
      equal(store.ledgerEntry("T1", null), entry("T1", null, "exited"));
    },
  },
  {
    name: "permits of a ticket are held unacknowledged while they wait, in quarantine too, until the service took all",
    run(harness) {
      const { store } = harness;
      const [one, two] = [enqueue(store), enqueue(store)];
      store.commit(scanOf({ token: "T2" }), ONLINE_PERMIT, 2);
      store.commit(scanOf({ token: "T3" }), DENIAL, 2);
      store.begin(scanOf({ token: "T4" }), 2);
      equal(
        ["T1", "T2", "T3", "T4"].map((key) => store.holdsUnacknowledged(key)),
        [true, false, false, false],
      );
      store.acknowledge([one.scanId], 3);
      equal(store.holdsUnacknowledged("T1"), true);
      store.quarantine(two.scanId, 4);
      equal(harness.reopen().holdsUnacknowledged("T1"), true);
      harness.store.requeue(two.scanId, 5);
      harness.store.acknowledge([two.scanId], 6);
      equal(harness.store.holdsUnacknowledged("T1"), false);
    },
  },
  {
    name: "tickets go by their ticket key, not by their token",
    run({ store }) {
      const barcode = { token: "bearer.4711", ticketKey: "bearer", symbology: null };
      const { scanId } = store.commit({ ...scanOf(), barcode }, { ...PERMIT, inDoubt: true }, 1);
      equal(store.holdsUnacknowledged("bearer"), true);
      equal(store.holdsUnacknowledged("bearer.4711"), false);
      equal(store.doubtfulSinceMs("bearer"), 1_000);
      equal(store.pending(7, 1), [{ scanId, scan: { ...scanOf(), barcode } }]);
    },
  },
  {
    name: "[P7] a scan is in doubt from its begin until an answer is committed, over a restart too",
    run(harness) {
      const scan = scanOf({ scanTimeMs: 4_000 });
      const scanId = harness.store.begin(scan, 1);
      overRestart(harness, (store) => {
        equal(store.doubtfulSinceMs("T1"), 4_000);
        equal(store.counts().inDoubt, 1);
      });
      harness.store.commit(scan, ONLINE_PERMIT, 2, scanId);
      equal(harness.store.doubtfulSinceMs("T1"), null);
      equal(harness.store.counts().inDoubt, 0);
    },
  },
  {
    name: "the newest doubt of a ticket is told, by the order of scans and not by their clock, until it is acknowledged",
    run({ store }) {
      store.commit(scanOf({ scanTimeMs: 9_000 }), { ...DENIAL, inDoubt: true }, 1);
      const { scanId } = enqueue(store, { scanTimeMs: 5_000 }, { ...PERMIT, inDoubt: true });
      store.commit(scanOf({ scanTimeMs: 9_500 }), DENIAL, 2);
      equal(store.doubtfulSinceMs("T1"), 5_000);
      equal(store.counts().inDoubt, 2);
      store.quarantine(scanId, 3);
      equal(store.doubtfulSinceMs("T1"), 5_000);
      store.requeue(scanId, 4);
      store.acknowledge([scanId], 5);
      equal(store.doubtfulSinceMs("T1"), 9_000);
      equal(store.counts().inDoubt, 1);
    },
  },
  {
    name: "[P4] pending scans come in the order of decision for each device, whatever the clocks say",
    run(harness) {
      const store = harness.store;
      const begun = store.begin(scanOf({ token: "T1", scanTimeMs: 1 }), 1);
      const a = enqueue(store, { token: "T2", scanTimeMs: 9_000 });
      const b = enqueue(store, { token: "T3", scanTimeMs: 2 });
      enqueue(store, { token: "T4", deviceId: 8 });
      store.commit(scanOf({ token: "T1", scanTimeMs: 1 }), PERMIT, 0, begun);
      const c = { scanId: begun, scan: scanOf({ token: "T1", scanTimeMs: 1 }) };
      equal(store.pending(7, 10), [a, b, c]);
      equal(store.pending(7, 2), [a, b]);
      equal(harness.reopen().pending(7, 10), [a, b, c]);
    },
  },
  {
    name: "a re-queued scan takes its place anew",
    run(harness) {
      const [a, b] = [enqueue(harness.store, { token: "T1" }), enqueue(harness.store, { token: "T2" })];
      harness.store.quarantine(a.scanId, 5);
      equal(harness.store.pending(7, 10), [b]);
      harness.store.requeue(a.scanId, 6);
      const c = enqueue(harness.store, { token: "T3" });
      equal(harness.store.pending(7, 10), [b, a, c]);
      equal(harness.reopen().pending(7, 10), [b, a, c]);
    },
  },
  {
    name: "devices with pending scans come in the order of their oldest pending scan",
    run(harness) {
      const { store } = harness;
      const [first] = [9, 7, 8, 7].map((deviceId) => enqueue(store, { deviceId }));
      equal(store.devicesWithPending(), [9, 7, 8]);
      store.quarantine(first?.scanId ?? "", 5);
      equal(store.devicesWithPending(), [7, 8]);
      store.requeue(first?.scanId ?? "", 6);
      equal(harness.reopen().devicesWithPending(), [7, 8, 9]);
    },
  },
  {
    name: "[P4] an acknowledged scan is never pending again",
    run(harness) {
      const [a, b] = [enqueue(harness.store), enqueue(harness.store)];
      harness.store.acknowledge([a.scanId], 5);
      overRestart(harness, (store) => {
        equal(store.pending(7, 10), [b]);
        equal(idsIn(store, "uploaded"), [a.scanId]);
      });
      failsUnchanged(harness, "failed", () => harness.store.acknowledge([a.scanId], 6));
      failsUnchanged(harness, "failed", () => harness.store.quarantine(a.scanId, 6));
      failsUnchanged(harness, "failed", () => harness.store.requeue(a.scanId, 6));
    },
  },
  {
    name: "acknowledging nothing does nothing",
    run({ store }) {
      store.acknowledge([], 5);
      equal(store.journal(), []);
    },
  },
  {
    name: "quarantine sets a scan aside and keeps it, oldest first, over a restart",
    run(harness) {
      const [a, b] = [enqueue(harness.store, { token: "T1" }), enqueue(harness.store, { token: "T2" })];
      harness.store.quarantine(b.scanId, 50);
      harness.store.quarantine(a.scanId, 40);
      overRestart(harness, (store) => {
        equal(store.quarantined(), [
          { ...b, quarantinedAtMs: 50 },
          { ...a, quarantinedAtMs: 40 },
        ]);
        equal(store.counts(), { pending: 0, quarantined: 2, inDoubt: 0 });
        equal(idsIn(store, "quarantined"), [a.scanId, b.scanId]);
      });
    },
  },
  {
    name: "a scan that is not in the state that a step needs is an error, and nothing is done, to the others neither",
    run(harness) {
      const { store } = harness;
      const [good, bad] = [enqueue(store, { token: "T1" }), enqueue(store, { token: "T2" })];
      store.quarantine(bad.scanId, 5);
      const denied = store.commit(scanOf(), DENIAL, 6).scanId;
      const begun = store.begin(scanOf(), 7);
      for (const id of [bad.scanId, denied, begun, good.scanId, "000000009999", "nonsense"])
        failsUnchanged(harness, "failed", () => store.acknowledge([good.scanId, id], 8));
      for (const id of [bad.scanId, denied, begun, "000000009999", "nonsense"])
        failsUnchanged(harness, "failed", () => store.quarantine(id, 8));
      for (const id of [good.scanId, denied, begun, "000000009999", "nonsense"])
        failsUnchanged(harness, "failed", () => store.requeue(id, 8));
    },
  },
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
