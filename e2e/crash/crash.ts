import { setTimeout as pause } from "node:timers/promises";
import { ptyPair, type PtyPair } from "@usher/adapters-serial/testing";
import { Chance } from "@usher/core/testing";
import { isScanning, KioskClient, type KioskVerdict } from "../kiosk-client.js";
import { Program } from "../program.js";
import { QUICK, Stand } from "../stand.js";
import { disagreements, type Evidence, type Violation } from "./agree.js";
import { People } from "./people.js";
import { witnesses } from "./witnesses.js";
import { drawLife, FAIR, faultOf, TIMINGS, type Life } from "./plan.js";

export interface CrashOptions {
  /** How often the kiosk is killed. */
  readonly cycles: number;
  readonly seed: number;
  /** Called after each kill. */
  readonly onKill?: (killed: number) => void;
  /** Ends it after the kill in hand; what happened until then is judged. */
  readonly stopped?: AbortSignal;
}

/** What happened, and whether the witnesses agree about it. */
export interface CrashOutcome {
  readonly cycles: number;
  /** How many tickets were held to a scanner. */
  readonly scans: number;
  /** What the kiosk was doing when it was killed, and how often. */
  readonly kills: ReadonlyMap<string, number>;
  readonly evidence: Evidence;
  readonly violations: readonly Violation[];
  readonly elapsedMs: number;
}

/** More than a life of the kiosk sees, so that most people come for the first time. */
const TICKETS_PER_CYCLE = 15;

/**
 * Kills a real kiosk again and again, at moments drawn from the seed, while people scan at two serial lines and the network comes
 * and goes. At the end the network is healed, the kiosk left alone until everything is uploaded, and the witnesses asked.
 */
export async function crash({ cycles, seed, onKill, stopped }: CrashOptions): Promise<CrashOutcome> {
  const startMs = performance.now();
  const chance = new Chance(seed);
  const isStopped = () => stopped?.aborted === true;
  const gate = await CrashGate.open(chance, cycles);
  try {
    let killed = 0;
    for (; killed < cycles && !isStopped(); killed += 1) {
      await gate.live(drawLife(chance), killed === 0);
      onKill?.(killed + 1);
    }
    const evidence = await gate.settle();
    const { kills, people } = gate;
    const violations = disagreements(evidence);
    const elapsedMs = performance.now() - startMs;
    return { cycles: killed, scans: people.shown, kills, evidence, violations, elapsedMs };
  } finally {
    await gate.close();
  }
}

/** One gate with a lane in and a lane out, and everything that was seen of it over all lives of its kiosk. */
class CrashGate {
  readonly kills = new Map<string, number>();
  readonly people: People;
  readonly #tickets: readonly string[];
  readonly #stand: Stand;
  readonly #exit: PtyPair;
  readonly #shown: KioskVerdict[] = [];

  private constructor(tickets: readonly string[], people: People, stand: Stand, exit: PtyPair) {
    this.#tickets = tickets;
    this.people = people;
    this.#stand = stand;
    this.#exit = exit;
  }

  static async open(chance: Chance, cycles: number): Promise<CrashGate> {
    const tickets = Array.from({ length: cycles * TICKETS_PER_CYCLE }, (_, index) => `TICKET-${index}-${index % 97}`);
    const exit = await ptyPair();
    const stand = await Stand.withoutKiosk({
      tickets,
      kiosk: (line) => ({
        readers: [
          { kind: "serial", id: "in", lane: "in", direction: "enter", path: line.path },
          { kind: "serial", id: "out", lane: "out", direction: "exit", path: exit.path },
        ],
        startWithStoredConfiguration: { maxAgeHours: 24 },
        timings: { ...QUICK, ...TIMINGS },
        logLevel: "warn",
      }),
    });
    return new CrashGate(tickets, new People(chance, tickets), stand, exit);
  }

  /** The kiosk from its start to its kill. In its first life it must be configured before it can go on without network. */
  async live(life: Life, isFirst: boolean): Promise<void> {
    await this.#stand.fault(isFirst ? FAIR : faultOf(life.weather));
    const kiosk = Program.kiosk(this.#stand.configurationFile);
    this.#stand.kiosk = kiosk;
    if (life.killAfterStartMs !== null && !isFirst) {
      await pause(life.killAfterStartMs);
      this.#count(kiosk.output === "" ? "starting" : "just started");
      await kiosk.stop("SIGKILL");
      return;
    }
    const { url = "" } = await kiosk.ready();
    const client = await KioskClient.connect(url);
    await client.until(isScanning);
    await this.#scanUntilKilled(life, kiosk, client);
  }

  async #scanUntilKilled(life: Life, kiosk: Program, client: KioskClient): Promise<void> {
    const before = this.people.shown;
    const scanning = this.people.scanAt({ enter: this.#stand.line, exit: this.#exit });
    const { change } = life;
    const changing = pause(change?.afterMs ?? 0).then(async () => change && this.#stand.fault(faultOf(change.to)));
    await pause(life.killAfterMs);
    scanning.stop();
    const { connectivity, pendingUploads } = client.state;
    const isInHand = this.people.shown - before > client.verdicts.length;
    const work = connectivity === "online" && pendingUploads > 0 ? "online, uploading" : connectivity;
    this.#count(`${work}${isInHand ? ", scans in hand" : ""}`);
    await kiosk.stop("SIGKILL");
    await client.ended;
    this.#shown.push(...client.verdicts);
    await changing;
  }

  async settle(): Promise<Evidence> {
    await Promise.all([this.#stand.line.unplug(), this.#exit.unplug()]);
    return witnesses({ stand: this.#stand, tickets: this.#tickets, shown: this.#shown });
  }

  async close(): Promise<void> {
    await this.#exit.dispose();
    await this.#stand.close();
  }

  #count(phase: string): void {
    this.kills.set(phase, (this.kills.get(phase) ?? 0) + 1);
  }
}
