import { UnusableFileError, type FileProblem } from "../files/problems.js";
import { readText } from "../files/read-text.js";
import { checked } from "../files/schema-problems.js";
import { LIMITS } from "../limits.js";
import type { RawRow } from "./raw-row.js";
import { eachCsvRow } from "./ticket-csv.js";
import { eachNdjsonRow } from "./ticket-ndjson.js";
import { ticketRowSchema, type TicketRow } from "./ticket-row.js";

/** Why a ticket list can't be used. A closed list. */
export type TicketFileErrorCode = "absent" | "unreadable" | "invalid";

/** A ticket list that can't be used. The message names the file, and for each problem its line, value and what was expected. */
export class TicketFileError extends UnusableFileError<TicketFileErrorCode> {
  override readonly name = "TicketFileError";
}

/** A row, and the line on which it begins, counted from 1. */
export type ListedTicket = TicketRow & { readonly line: number };

/**
 * Reads a venue's ticket list: CSV with a header row, or one JSON object a line, told apart by the first character. A token that
 * stands there twice is a problem: one of the two may be void. Throws a {@link TicketFileError} that lists all problems, up to
 * a limit. A list with a problem is not used at all: half a list would turn people away without a word.
 */
export function readTicketFile(file: string): readonly ListedTicket[] {
  const read = readText(file, LIMITS.ticketFileBytes);
  if (read.kind !== "text") {
    throw new TicketFileError(read.kind, file, [{ line: null, path: "", message: read.reason }], { cause: read.cause });
  }
  const listing = new Listing();
  const take = (row: RawRow): void => listing.take(row);
  const isJson = read.text.trimStart().startsWith("{");
  const broken = isJson ? eachNdjsonRow(read.text, take) : eachCsvRow(read.text, take);
  const problems = broken?.length ? broken : listing.problems;
  if (problems.length > 0) throw new TicketFileError("invalid", file, problems);
  return [...listing.tickets.values()];
}

/** What was read of a list so far. */
class Listing {
  readonly tickets = new Map<string, ListedTicket>();
  readonly problems: FileProblem[] = [];
  #isStopped = false;

  take(row: RawRow): void {
    if (this.#isStopped) return;
    if (this.problems.length >= LIMITS.problems) {
      this.#isStopped = true;
      this.problems.push({ line: null, path: "", message: `reading stopped on line ${row.line}: there may be more` });
    } else if ("message" in row) {
      this.problems.push(row);
    } else {
      const result = checked(ticketRowSchema, row.value, () => row.line);
      if (result.ok) this.#list(result.value, row.line);
      else this.problems.push(...result.problems);
    }
  }

  #list(ticket: TicketRow, line: number): void {
    const first = this.tickets.get(ticket.token);
    if (first === undefined) {
      const { token, eventId, place, accessGroups, mark } = ticket;
      // Not spread: of a million rows that takes seconds.
      this.tickets.set(token, { token, eventId, place, accessGroups, mark, void: ticket.void, line });
      return;
    }
    const message = `the same token stands on line ${first.line}: keep one of the two`;
    this.problems.push({ line, path: "token", message });
  }
}
