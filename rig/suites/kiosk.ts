import { deepEqual, equal, ok } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { Stand, TICKETS } from "../../e2e/stand.js";
import { UsbRelay } from "../devices/usb-relay.js";
import { eventually } from "../eventually.js";
import { hasInput, listenToInput } from "../devices/input-listener.js";
import { ftdiScanner, gateScanners, posScanner, type GateScanner } from "../gate-scanners.js";
import { exitTimeMs } from "../exit-time.js";
import { LIMITS } from "../limits.js";
import type { Case } from "../suite.js";

/** A gate that stands for all cases of this suite, since programs take their time to start in a guest. */
interface StandingGate {
  readonly stand: Stand;
  readonly scanners: readonly GateScanner[];
}

/** A relay board that moves the gate of a lane, for long enough that a kiosk can be killed meanwhile. */
const RELAY = new UsbRelay("5291D");
const GATE = 1;
/** Lit as long as the board is in the kiosk's hands. */
const IDLE = 2;
const CHANNELS = { gate: GATE, idle: IDLE };
const OUTPUT = { kind: "hidRelay", lane: "2", board: RELAY.serial, channels: CHANNELS, pulseMs: 5_000 };

/** How much of the kiosk's log a failure shows. */
const LOG_TAIL = 4_000;

let standing: Promise<StandingGate> | null = null;

/** The real kiosk with a scanner of each kind, each at a lane of its own, and the real simulator. It ends with this process. */
function gate(): Promise<StandingGate> {
  standing ??= (async () => {
    const scanners = gateScanners();
    for (const scanner of scanners) await scanner.plug();
    noteTime("the scanners are plugged in");
    const stand = await Stand.withoutKiosk();
    noteTime("the simulator runs");
    await startKiosk(stand, { readers: scanners.map(({ id, entry }) => ({ ...entry, id, lane: id })) });
    for (const { id } of scanners) await untilReader(stand, id, "open");
    return { stand, scanners };
  })();
  return standing;
}

/** Starts the kiosk, configured as usual but for `changes`. */
async function startKiosk(stand: Stand, changes: object): Promise<void> {
  stand.client?.close();
  writeFileSync(stand.configurationFile, JSON.stringify({ ...stand.configuration, ...changes }));
  await stand.startKiosk(LIMITS.eventuallyMs);
  noteTime("the kiosk runs");
  await stand.client.until(({ phase }) => phase === "operating");
}

/** The reader that the kiosk has made by itself and that is not among these, once it is open. */
async function foundReader(stand: Stand, others: readonly string[] = []): Promise<string> {
  const isNew = ({ id, status }: { readonly id: string; readonly status: string }) =>
    status === "open" && !others.includes(id);
  const { readers } = await stand.client.until((state) => state.readers.some(isNew));
  return readers.find(isNew)?.id ?? "";
}

/** For the console, which a failure shows. */
function noteLog(stand: Stand): void {
  // A holder that is well says so every second.
  const lines = stand.kiosk.log.split("\n").filter((line) => !line.includes('"tell":"alive"'));
  process.stderr.write(`the kiosk's log ends with:\n${lines.join("\n").slice(-LOG_TAIL)}\n`);
}

function noteTime(what: string): void {
  process.stderr.write(`${what} after ${process.uptime().toFixed(0)} s\n`);
}

let used = 0;
const freshTicket = (): string => TICKETS[used++] ?? "";

async function untilReader(stand: Stand, id: string, status: string): Promise<void> {
  await stand.client.until(({ readers }) => readers.find((reader) => reader.id === id)?.status === status);
}

/** Scans a fresh ticket; the verdict must be a permit of the service's, at this reader, and the service must know the scan once. */
async function scansToAPermit(stand: Stand, scanner: GateScanner, id: string): Promise<void> {
  const ticket = freshTicket();
  const told = stand.client.nextVerdict();
  await scanner.scan(ticket);
  const { decision, status, readerId, source } = await told;
  deepEqual(
    { decision, status, readerId, source },
    { decision: "permit", status: "OKAY", readerId: id, source: "online" },
  );
  const scans = await stand.scans(ticket);
  deepEqual(
    scans.map(({ scanType, status: atService, mode }) => [scanType, atService, mode]),
    [["ENTER", "OKAY", "online"]],
  );
}

/** The real kiosk process on scanners that the kernel believes in, against the real simulator. */
export const cases: readonly Case[] = [
  {
    name: "a scan at each scanner travels to a verdict, which kiosk and service tell alike",
    run: async () => {
      const { stand, scanners } = await gate();
      for (const scanner of scanners) await scansToAPermit(stand, scanner, scanner.id);
    },
  },
  {
    name: "the desktop hears nothing of a scanner that types",
    run: async (after) => {
      const { stand, scanners } = await gate();
      for (const scanner of scanners.filter(({ product }) => hasInput(product))) {
        const desktop = await listenToInput(scanner.product, after);
        await scansToAPermit(stand, scanner, scanner.id);
        deepEqual(desktop.pressed, [], scanner.id);
      }
    },
  },
  {
    name: "[P11] each scanner is unplugged in mid-scan and plugged in again, and reads on as the same reader",
    run: async () => {
      const { stand, scanners } = await gate();
      const before = (await stand.scans()).length;
      for (const scanner of scanners) {
        await scanner.begin("HALF-A-TICK");
        await scanner.unplug();
        await untilReader(stand, scanner.id, "backingOff");
        await scanner.plug();
        await untilReader(stand, scanner.id, "open");
        await scansToAPermit(stand, scanner, scanner.id);
      }
      equal((await stand.scans()).length - before, scanners.length);
      deepEqual(stand.client.state.alarms, []);
    },
  },
  {
    name: "the kiosk ends within a second, with all its scanners open",
    run: async (after) => {
      const { stand, scanners } = await gate();
      after(() => noteLog(stand));
      const maxMs = exitTimeMs();
      const { code, elapsedMs } = await stand.kiosk.stop();
      for (const scanner of scanners) await scanner.unplug();
      equal(code, 0);
      ok(elapsedMs < maxMs, `it took ${elapsedMs.toFixed(0)} ms of ${maxMs.toFixed(0)}`);
    },
  },
  {
    name: "[P11] scanners that are plugged in become readers, and of two that are alike each keeps its own through a replug",
    run: async (after) => {
      const { stand, scanners } = await gate();
      after(() => noteLog(stand));
      RELAY.plug();
      const named = { ...ftdiScanner().entry, id: "ftdi", lane: OUTPUT.lane };
      await startKiosk(stand, { readers: [named, { kind: "auto", lane: "1" }], outputs: [OUTPUT], timings: {} });
      const [one, other] = [scanners.find(({ id }) => id === "pos") ?? posScanner(0), posScanner(1)];
      await one.plug();
      const oneId = await foundReader(stand);
      await other.plug();
      const otherId = await foundReader(stand, [oneId]);
      await scansToAPermit(stand, other, otherId);
      await scansToAPermit(stand, one, oneId);

      await one.begin("HALF-A-TICK");
      await one.unplug();
      await stand.client.until(({ readers }) => readers.every(({ id, status }) => id !== oneId || status !== "open"));
      await one.plug();
      await untilReader(stand, oneId, "open");
      await scansToAPermit(stand, one, oneId);
      const ids = stand.client.state.readers.map(({ id }) => id);
      deepEqual(ids.toSorted(), ["ftdi", oneId, otherId].toSorted());
    },
  },
  {
    name: "[P13] a kiosk that is killed while the gate is open leaves it shut",
    run: async (after) => {
      const { stand } = await gate();
      after(() => noteLog(stand));
      const scanner = ftdiScanner();
      await scanner.plug();
      await untilReader(stand, scanner.id, "open");
      await eventually("the board is in the kiosk's hands", () => RELAY.drawn.includes(IDLE));
      deepEqual(RELAY.drawn, [IDLE]);
      await scansToAPermit(stand, scanner, scanner.id);
      await eventually("the gate is open", () => RELAY.drawn.includes(GATE));
      await stand.kiosk.stop("SIGKILL");
      await eventually("the gate is shut again", () => RELAY.drawn.length === 0);
    },
  },
];
