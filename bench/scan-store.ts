import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Decision, Scan } from "@usher/core";
import { openScanStore } from "@usher/storage";
import { openDatabase } from "@usher/storage/sqlite";

const HELP = `What a scan costs at the store: begin and commit, each synced, beside the same rows put into plain tables by two synced
transactions, and beside the same bytes appended to a file with two fdatasyncs. What counts is the ratio: all three take turns.
TMPDIR chooses the disk.
`;

/** The first rounds warm up and are not counted. */
const WARM_UP_ROUNDS = 3;
const ROUNDS = 20;
const SCANS_PER_ROUND = 250;
const TICKETS = 5_000;

/** One way to put a scan on the disk. */
interface Way {
  readonly name: string;
  readonly scan: (number: number) => void;
  readonly close: () => void;
  readonly roundsUs: number[];
}

const folder = mkdtempSync(join(tmpdir(), "usher-bench-"));
try {
  const ways = [store(), plainTables(), append()];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    for (const way of ways) {
      const tookUs = timed(way, round);
      if (round >= WARM_UP_ROUNDS) way.roundsUs.push(tookUs);
    }
  }
  report(ways);
  for (const way of ways) way.close();
} finally {
  rmSync(folder, { recursive: true });
}

/** Microseconds for one scan of a round. */
function timed(way: Way, round: number): number {
  const startMs = performance.now();
  for (let scan = 0; scan < SCANS_PER_ROUND; scan += 1) way.scan(round * SCANS_PER_ROUND + scan);
  return ((performance.now() - startMs) * 1_000) / SCANS_PER_ROUND;
}

function report(ways: readonly Way[]): void {
  process.stdout.write(HELP);
  const costs = ways.map(({ name, roundsUs }) => ({ name, medianUs: medianOf(roundsUs) }));
  const [own] = costs;
  for (const { name, medianUs } of costs) {
    const ratio = ((own?.medianUs ?? Number.NaN) / medianUs).toFixed(2);
    process.stdout.write(`${name.padEnd(28)} ${medianUs.toFixed(0).padStart(6)} us a scan, ratio ${ratio}\n`);
  }
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The real store: an online permit, begun before it is asked and committed after. */
function store(): Way {
  const { store: scans } = openScanStore({ file: join(folder, "scans.db"), atMs: 0 });
  return {
    name: "the store, begin and commit",
    scan: (number) => {
      const { scan, decision } = sample(number);
      const scanId = scans.begin(scan, number);
      scans.commit(scan, decision, number, scanId);
    },
    close: () => scans.close(),
    roundsUs: [],
  };
}

/** The least that SQLite does for the same rows with the same safety: no chain, no index, no question. */
function plainTables(): Way {
  const columns = "a, b, c, d, e, f, g, h";
  const { database, close } = openDatabase(join(folder, "plain.db"), {
    migrations: [
      (plain) => {
        for (const table of ["journal", "queue", "ledger"])
          plain.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, ${columns})`);
      },
    ],
  });
  const [journal, queue, ledger] = ["journal", "queue", "ledger"].map((table) =>
    database.prepare(`INSERT INTO ${table} (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
  );
  const hash = new Uint8Array(32);
  const begin = database.transaction(({ scan }: Sample, number: number) => {
    journal?.run("begun", number, number, JSON.stringify({ scan }), hash, hash, null, null);
    queue?.run(number, "begun", scan.barcode.ticketKey, scan.device.id, 1, scan.scanTimeMs, number, number);
  });
  const commit = database.transaction(({ scan, decision }: Sample, number: number) => {
    journal?.run("decided", number, number, JSON.stringify({ scan, decision }), hash, hash, null, null);
    ledger?.run(number, scan.barcode.ticketKey, "E1", JSON.stringify(decision.ledger), null, null, null, null);
  });
  return {
    name: "the same rows, plain tables",
    scan: (number) => {
      const one = sample(number);
      begin.immediate(one, number);
      commit.immediate(one, number);
    },
    close,
    roundsUs: [],
  };
}

/** The least that a file can do. */
function append(): Way {
  const file = openSync(join(folder, "appended"), "a");
  const save = (text: string): void => {
    writeSync(file, text);
    fdatasyncSync(file);
  };
  return {
    name: "append, fdatasync, twice",
    scan: (number) => {
      const { scan, decision } = sample(number);
      save(JSON.stringify({ scan }));
      save(JSON.stringify({ scan, decision }));
    },
    close: () => closeSync(file),
    roundsUs: [],
  };
}

interface Sample {
  readonly scan: Scan;
  readonly decision: Decision;
}

/** A ticket that is let in online. */
function sample(number: number): Sample {
  const ticketKey = `TICKET-${(number * 7_919) % TICKETS}`;
  const scan: Scan = {
    barcode: { token: ticketKey, ticketKey, symbology: null },
    direction: "enter",
    device: { id: 7, name: "North 1", venueId: "V1", gateId: 70, gateName: "North" },
    scanTimeMs: number,
    skewMs: null,
    deviceOs: "Printed",
    channelId: null,
    readerId: "reader-1",
    lane: "lane-1",
  };
  const ledger = { ticketKey, eventId: "E1", state: { external: "entered", internal: {} }, bar: null } as const;
  const decision: Decision = {
    outcome: "permit",
    status: "OKAY",
    message: "Okay",
    source: "online",
    inDoubt: false,
    tickets: [{ place: "A:1:2", eventId: "E1" }],
    ledger,
  };
  return { scan, decision };
}
