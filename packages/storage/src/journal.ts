import type { JournalContent } from "@usher/core";
import { CHAIN_START, entryHash } from "./chain.js";
import type { Entry, EntryRow } from "./entry.js";
import type { Database } from "./native.js";

/** What is appended. Without `scanId` the entry is a scan's first, and its number becomes the scan's id. */
export type NewEntry = JournalContent & { readonly atMs: number; readonly scanId?: number | null | undefined };

type End = Pick<EntryRow, "seq" | "hash">;

/** The end of the journal, where entries are added. Call it in a transaction, and {@link forget} where that failed. */
export class JournalWriter {
  readonly #last;
  readonly #insert;
  /** What was written last, so that it need not be read: nobody else writes. Null where it must be. */
  #end: End | null = null;

  constructor(database: Database) {
    this.#last = database.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
    this.#insert = database.prepare(
      "INSERT INTO journal (seq, kind, at_ms, scan_id, data, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
  }

  append({ atMs, scanId, ...content }: NewEntry): Entry {
    const { seq: lastSeq, hash: previous } = this.#lastEntry();
    const seq = lastSeq + 1;
    const id = scanId === undefined ? seq : scanId;
    this.#write({ seq, kind: content.kind, at_ms: atMs, scan_id: id, data: JSON.stringify(content.data), previous });
    return { ...content, seq, atMs, scanId: id };
  }

  /** Adds an entry of another file under the number it had there, chained anew. Numbers must grow. */
  adopt(row: EntryRow): void {
    this.#write({ ...row, previous: this.#lastEntry().hash });
  }

  /** What was added in a transaction that failed is not there. */
  forget(): void {
    this.#end = null;
  }

  #lastEntry(): End {
    return this.#end ?? (this.#last.get() as End | undefined) ?? { seq: 0, hash: CHAIN_START };
  }

  #write(row: Omit<EntryRow, "hash">): void {
    const hash = entryHash(row);
    this.#insert.run(row.seq, row.kind, row.at_ms, row.scan_id, row.data, row.previous, hash);
    this.#end = { seq: row.seq, hash };
  }
}
