import { CsvError, parse } from "csv-parse/sync";
import { suggestion, unknownWord } from "../files/suggestion.js";
import type { RawRow } from "./raw-row.js";
import { TICKET_COLUMNS } from "./ticket-row.js";

/** A record, and the line on which it begins, counted from 1. */
interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What the parser's codes mean. */
const BROKEN: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened here and never closed",
  INVALID_OPENING_QUOTE: "a quote stands inside a cell",
  CSV_INVALID_CLOSING_QUOTE: "something stands behind a closed quote",
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: "something stands behind a closed quote",
};

const YES = ["true", "yes", "1"];
const NO = ["false", "no", "0"];

/**
 * The rows of a CSV text with a header row. The delimiter is the comma, the semicolon or the tab: the one that the header uses.
 * Several access groups in one cell are separated by `|`. A broken header, or text that is no CSV, leaves no rows.
 */
export function* csvRows(text: string): Generator<RawRow, void> {
  const records = parseCsv(text);
  if (!Array.isArray(records)) {
    yield records;
    return;
  }
  const [header] = records;
  if (header === undefined) {
    yield problem(1, `the file is empty, expected a header row: ${TICKET_COLUMNS.join()}`);
    return;
  }
  const columns = header.cells;
  const broken = headerProblems(columns);
  if (broken.length > 0) return yield* broken;
  const rows = records.values();
  rows.next();
  for (const { line, cells } of rows) {
    if (cells.length === columns.length) yield { line, value: ticketOf(columns, cells) };
    else yield problem(line, `the row has ${cells.length} cells, expected ${columns.length} as in the header`);
  }
}

function parseCsv(text: string): CsvRecord[] | RawProblem {
  const headerLine = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [";", "\t"].find((candidate) => headerLine.includes(candidate)) ?? ",";
  const records: CsvRecord[] = [];
  let lastLine = 0;
  let countedTwice = 0;
  /** The parser tells the line on which a record ends, and takes CR LF within quotes for two. */
  const take = (cells: readonly string[], { lines }: { readonly lines: number }): null => {
    const breaks = cells.reduce((sum, cell) => sum + cell.split(/[\r\n]/).length - 1, 0);
    records.push({ line: lines - countedTwice - breaks, cells });
    if (breaks > 0) countedTwice += cells.reduce((sum, cell) => sum + cell.split("\r\n").length - 1, 0);
    lastLine = lines - countedTwice;
    return null;
  };
  try {
    parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: take,
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const words = BROKEN[error.code] ?? error.code;
    return problem(lastLine + 1, `this is not CSV, ${words}: check the quotes and the delimiter`);
  }
}

function headerProblems(columns: readonly string[]): readonly RawProblem[] {
  // What stands there is not shown: without a header row it is a ticket.
  if (columns.every((column) => suggestion(column, TICKET_COLUMNS) === null))
    return [problem(1, `no header row: expected the names of the columns, such as ${TICKET_COLUMNS.join()}`)];
  const problems = columns
    .filter((column) => !TICKET_COLUMNS.includes(column))
    .map((column) =>
      problem(
        1,
        `${unknownWord("column", column, TICKET_COLUMNS)} (a column that is not needed here must be left out)`,
      ),
    );
  const repeated = columns.filter((column, index) => columns.indexOf(column) !== index);
  for (const column of new Set(repeated))
    problems.push(problem(1, `the column "${column}" stands there twice: keep one`));
  if (!columns.includes("token"))
    problems.push(problem(1, 'the header row lacks the column "token", the code as it is scanned'));
  return problems;
}

// Cells of other columns are text as they stand.
const CELL_VALUES: Readonly<Record<string, (cell: string) => unknown>> = {
  accessGroups: groupsOf,
  mark: flagOf,
  void: flagOf,
};

function ticketOf(columns: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const ticket: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (cell === "") continue;
    ticket[column] = CELL_VALUES[column]?.(cell) ?? cell;
  }
  return ticket;
}

function groupsOf(cell: string): readonly string[] {
  return cell
    .split("|")
    .map((group) => group.trim())
    .filter((group) => group !== "");
}

function flagOf(cell: string): boolean | string {
  const word = cell.toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : cell;
}

type RawProblem = Extract<RawRow, { message: string }>;

function problem(line: number, message: string): RawProblem {
  return { line, path: "", message };
}
