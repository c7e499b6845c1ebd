import { equal } from "./equal.js";
import {
  DENIAL,
  enqueue,
  entry,
  ONLINE_PERMIT,
  overRestart,
  PERMIT,
  permitTo,
  remember,
  scanOf,
  type ScanStoreCase,
} from "./scan-store-cases.js";

/** What a `ScanStore` remembers of tickets, and which of their scans are in doubt. */
export const scanStoreTicketCases: readonly ScanStoreCase[] = [
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
];
