import { UnusableFileError, type FileProblem } from "../files/problems.js";
import { readText } from "../files/read-text.js";
import { checked } from "../files/schema-problems.js";
import { LIMITS } from "../limits.js";
import { csvRows } from "./ticket-csv.js";
import { ndjsonRows } from "./ticket-ndjson.js";
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
  const tickets: ListedTicket[] = [];
  const problems: FileProblem[] = [];
  const lines = new Map<string, number>();
  for (const row of read.text.trimStart().startsWith("{") ? ndjsonRows(read.text) : csvRows(read.text)) {
    if (problems.length >= LIMITS.problems) {
      problems.push({ line: null, path: "", message: `reading stopped on line ${row.line}: there may be more` });
      break;
    }
    if ("message" in row) {
      problems.push(row);
      continue;
    }
    const result = checked(ticketRowSchema, row.value, () => row.line);
    if (!result.ok) {
      problems.push(...result.problems);
      continue;
    }
    const first = lines.get(result.value.token);
    if (first === undefined) {
      lines.set(result.value.token, row.line);
      tickets.push({ ...result.value, line: row.line });
    } else {
      problems.push({
        line: row.line,
        path: "token",
        message: `the same token stands on line ${first}: keep one of the two`,
      });
    }
  }
  if (problems.length > 0) throw new TicketFileError("invalid", file, problems);
  return tickets;
}
