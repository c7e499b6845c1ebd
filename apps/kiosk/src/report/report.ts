import { maskedToken, type ConfiguredDevice, type JournalEntry } from "@usher/core";
import { alreadyInside, enteredTwice, type AlreadyInside, type EnteredTwice } from "./conflicts.js";
import { doubtsOf, type Doubt } from "./doubts.js";
import { Exceptions, type ReportedAnnulment, type ReportedException } from "./exceptions.js";
import { OperatorsActs, type ReportedAct } from "./operators-acts.js";
import { Outages, type Outage } from "./outages.js";
import { reportedScan, type ReportedScan } from "./reported-scan.js";
import type { ServiceView } from "./service-view.js";
import { SetAsides, type ReportedSetAside } from "./set-asides.js";
import { Stories, type ScanStory } from "./stories.js";

/** What a report is to be about. */
export interface ReportWishes {
  /** When it is made, in Unix milliseconds. */
  readonly madeAtMs: number;
  /** Scans and outages from then on; null: all of the journal. */
  readonly sinceMs: number | null;
  /** What the service knows, where somebody has brought it. */
  readonly service: ServiceView | null;
  /** Whole tokens, and not masked ones (promise P10). */
  readonly wholeTokens: boolean;
}

/** A scan that the service found malformed. */
export interface Quarantined extends ReportedScan {
  readonly quarantinedAtMs: number | null;
}

/** What a report says first. `enteredTwice` is null where nobody has brought what the service knows. */
export interface ReportCounts {
  readonly outages: number;
  /** All outages together, in milliseconds; one that lasts is counted until now. */
  readonly outageMs: number;
  /** Permitted without the service, and what the service has of that. */
  readonly permits: number;
  readonly uploaded: number;
  readonly waiting: number;
  readonly quarantined: number;
  readonly inDoubt: number;
  readonly inDoubtOpen: number;
  readonly alreadyInside: number;
  readonly enteredTwice: number | null;
  /** Let in by exception (promise P14), without those that were annulled. */
  readonly unknownAdmitted: number;
  readonly overridden: number;
  readonly annulled: number;
  /** What operators did to the gate: turned it or a lane around, configured it anew, accepted a database that was set aside. */
  readonly operatorActs: number;
  /** How often a damaged journal was set aside: what it held may be missing here. */
  readonly setAsides: number;
  /** The exposure: tickets with which more than one person may be inside. */
  readonly ticketsAtRisk: number;
}

/** What a report lists. */
export interface ReportLists {
  readonly outages: readonly Outage[];
  readonly enteredTwice: readonly EnteredTwice[];
  readonly alreadyInside: readonly AlreadyInside[];
  readonly doubts: readonly Doubt[];
  readonly quarantined: readonly Quarantined[];
  /** Permitted without the service, and not yet taken by it. */
  readonly waiting: readonly ReportedScan[];
  readonly exceptions: readonly ReportedException[];
  readonly annulments: readonly ReportedAnnulment[];
  readonly operatorActs: readonly ReportedAct[];
  readonly setAsides: readonly ReportedSetAside[];
}

/** What happened at this gate without the service, for whoever clears up afterwards. Times in Unix milliseconds. */
export interface Report extends ReportLists {
  readonly madeAtMs: number;
  readonly sinceMs: number | null;
  /** As the newest scan knows it; null where there is none. */
  readonly device: ConfiguredDevice | null;
  readonly counts: ReportCounts;
}

/** Takes a journal in, entry by entry, and makes reports of it. Pure: no clock, no file. */
export class JournalReading {
  readonly #stories = new Stories();
  readonly #outages = new Outages();
  readonly #exceptions = new Exceptions();
  readonly #operatorsActs = new OperatorsActs();
  readonly #setAsides = new SetAsides();
  #device: ConfiguredDevice | null = null;

  apply(entry: JournalEntry): void {
    this.#stories.apply(entry);
    this.#outages.apply(entry);
    this.#exceptions.apply(entry);
    this.#operatorsActs.apply(entry);
    this.#setAsides.apply(entry);
    if (entry.kind === "begun" || entry.kind === "decided") {
      this.#device = entry.data.scan.device;
    }
  }

  /** All that is or was in doubt, oldest first, with masked tokens. */
  doubts(): readonly Doubt[] {
    return doubtsOf(this.#stories.all(), maskedToken);
  }

  report(wishes: ReportWishes): Report {
    const { madeAtMs, sinceMs, service, wholeTokens } = wishes;
    const show = wholeTokens ? (token: string) => token : maskedToken;
    const fromMs = sinceMs ?? Number.NEGATIVE_INFINITY;
    const all = this.#stories.all();
    const isWanted = ({ scanTimeMs }: { readonly scanTimeMs: number }) => scanTimeMs >= fromMs;
    const stories = all.filter(({ scan }) => isWanted(scan));
    const outages = this.#outages.all().filter(({ endMs }) => endMs === null || endMs >= fromMs);
    const ofStanding = (standing: ScanStory["standing"]) => stories.filter((story) => story.standing === standing);
    // Whoever entered before may have entered twice since: the pairs are looked for in everything.
    const twice = service === null ? [] : enteredTwice(all, service, show).filter(isWanted);
    const lists: ReportLists = {
      outages,
      enteredTwice: twice,
      alreadyInside: alreadyInside(stories, show),
      doubts: doubtsOf(stories, show, service),
      quarantined: ofStanding("quarantined").map((story) => ({
        ...reportedScan(story, show),
        quarantinedAtMs: story.quarantinedAtMs,
      })),
      waiting: ofStanding("pending").map((story) => reportedScan(story, show)),
      exceptions: this.#exceptions.permits(show).filter(isWanted),
      annulments: this.#exceptions.annulments().filter(({ annulledAtMs }) => annulledAtMs >= fromMs),
      operatorActs: this.#operatorsActs.all().filter(({ atMs }) => atMs >= fromMs),
      setAsides: this.#setAsides.all().filter(({ setAsideAtMs }) => setAsideAtMs >= fromMs),
    };
    return { madeAtMs, sinceMs, device: this.#device, counts: countsOf(lists, stories, wishes), ...lists };
  }
}

function countsOf(
  lists: ReportLists,
  stories: readonly ScanStory[],
  { madeAtMs, service }: ReportWishes,
): ReportCounts {
  const uploaded = stories.filter(({ standing }) => standing === "uploaded").length;
  const stands = lists.exceptions.filter(({ annulledAtMs }) => annulledAtMs === null);
  const overridden = stands.filter(({ kind }) => kind === "overridden").length;
  const [waiting, quarantined] = [lists.waiting.length, lists.quarantined.length];
  return {
    outages: lists.outages.length,
    outageMs: lists.outages.reduce((sum, { beginMs, endMs }) => sum + Math.max(0, (endMs ?? madeAtMs) - beginMs), 0),
    permits: uploaded + waiting + quarantined,
    uploaded,
    waiting,
    quarantined,
    inDoubt: lists.doubts.length,
    inDoubtOpen: lists.doubts.filter(({ became }) => became === "open").length,
    alreadyInside: lists.alreadyInside.length,
    enteredTwice: service === null ? null : lists.enteredTwice.length,
    unknownAdmitted: stands.length - overridden,
    overridden,
    annulled: lists.annulments.length,
    operatorActs: lists.operatorActs.length,
    setAsides: lists.setAsides.length,
    ticketsAtRisk: ticketsOf([...lists.enteredTwice, ...lists.alreadyInside], stories),
  };
}

function ticketsOf(scans: readonly ReportedScan[], stories: readonly ScanStory[]): number {
  const wanted = new Set(scans.map(({ scanId }) => scanId));
  return new Set(stories.filter(({ scanId }) => wanted.has(scanId)).map(({ scan }) => scan.barcode.ticketKey)).size;
}
