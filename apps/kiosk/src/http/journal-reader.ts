import type { JournalEntry, ScanStore, Time } from "@usher/core";
import { LIMITS } from "../limits.js";
import { JournalReading } from "../report/report.js";
import { entriesOf } from "./journal-entries.js";

/**
 * The journal, read for reports. What was read is kept while reports go on being asked for, so that the next one reads only what is
 * new: an operator's page asks anew whenever a scan comes to be in doubt, and a journal may be a season long.
 */
export class JournalReader {
  readonly #journal: Pick<ScanStore, "journal">;
  readonly #time: Time;
  #reading = new JournalReading();
  #last: JournalEntry | null = null;
  #inHand: Promise<JournalReading> | null = null;
  #cancelForgetting = (): void => undefined;

  constructor(journal: Pick<ScanStore, "journal">, time: Time) {
    this.#journal = journal;
    this.#time = time;
  }

  /** All of the journal so far. */
  async read(): Promise<JournalReading> {
    this.#inHand ??= this.#catchUp().finally(() => (this.#inHand = null));
    return this.#inHand;
  }

  /** Forgets what was read: it takes memory. */
  forget(): void {
    this.#cancelForgetting();
    this.#reading = new JournalReading();
    this.#last = null;
  }

  async #catchUp(): Promise<JournalReading> {
    this.#cancelForgetting();
    if (!this.#isSameJournal()) this.forget();
    const isAnew = this.#last === null;
    for await (const entry of entriesOf(this.#journal, this.#last?.seq)) {
      if (entry.kind === "setAside" && !isAnew) return this.#readAnew();
      this.#reading.apply(entry);
      this.#last = entry;
    }
    this.#cancelForgetting = this.#time.after(LIMITS.readingKeptMs, () => this.forget());
    return this.#reading;
  }

  /** Another file has taken the place of the one that was read, with less in it. */
  async #readAnew(): Promise<JournalReading> {
    this.forget();
    return this.#catchUp();
  }

  #isSameJournal(): boolean {
    if (this.#last === null) return true;
    const [same] = this.#journal.journal({ afterSeq: this.#last.seq - 1, limit: 1 });
    return same?.seq === this.#last.seq && same.atMs === this.#last.atMs;
  }
}
