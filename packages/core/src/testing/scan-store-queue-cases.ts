import { equal } from "./equal.js";
import {
  DENIAL,
  enqueue,
  failsUnchanged,
  idsIn,
  overRestart,
  PERMIT,
  scanOf,
  type ScanStoreCase,
} from "./scan-store-cases.js";

/** The way of a permit to the service, and aside from it. */
export const scanStoreQueueCases: readonly ScanStoreCase[] = [
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
];
