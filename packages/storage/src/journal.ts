import { CHAIN_START, entryHash } from "./chain.js";
import type { Entry, EntryContent, EntryRow } from "./entry.js";
import type { Database } from "./native.js";

/** What is appended. Without `scanId` the entry is a scan's first, and its number becomes the scan's id. */
export type NewEntry = EntryContent & { readonly atMs: number; readonly scanId?: number | null };

/** The end of the journal, where entries are added. Call it in a transaction. */
export class JournalWriter {
  readonly #last;
  readonly #insert;

  constructor(database: Database) {
    this.#last = database.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
    this.#insert = database.prepare(
      "INSERT INTO journal (seq, kind, at_ms, scan_id, data, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
  }

  append({ atMs, scanId, ...content }: NewEntry): Entry {
    const { seq: lastSeq, hash: previous } = this.#end();
    const seq = lastSeq + 1;
    const id = scanId === undefined ? seq : scanId;
    this.#write({ seq, kind: content.kind, at_ms: atMs, scan_id: id, data: JSON.stringify(content.data), previous });
    return { ...content, seq, atMs, scanId: id };
  }

  /** Adds an entry of another file under the number it had there, chained anew. Numbers must grow. */
  adopt(row: EntryRow): void {
    this.#write({ ...row, previous: this.#end().hash });
  }

  #end(): Pick<EntryRow, "seq" | "hash"> {
    const last = this.#last.get() as Pick<EntryRow, "seq" | "hash"> | undefined;
    return last ?? { seq: 0, hash: CHAIN_START };
  }

  #write(row: Omit<EntryRow, "hash">): void {
    this.#insert.run(row.seq, row.kind, row.at_ms, row.scan_id, row.data, row.previous, entryHash(row));
  }
}
