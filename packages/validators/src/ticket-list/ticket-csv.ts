import { CsvError, parse } from "csv-parse/sync";
import { suggestion, unknownWord } from "../files/suggestion.js";
import type { RawRow } from "./raw-row.js";
import { TICKET_COLUMNS } from "./ticket-row.js";

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
 * Hands out the rows of a CSV text with a header row, one by one: a million of them at once would not fit into a gate's memory. The
 * delimiter is the comma, the semicolon or the tab: the one that the header uses. Several access groups in one cell are separated
 * by `|`. Returns what is wrong with the whole: a broken header, or text that is no CSV, and then no row counts.
 */
export function eachCsvRow(text: string, take: (row: RawRow) => void): readonly RawProblem[] {
  let columns: readonly string[] | null = null;
  let broken: readonly RawProblem[] = [];
  const problemOfText = eachRecord(text, (line, cells) => {
    if (columns === null) {
      columns = cells;
      broken = headerProblems(cells);
    } else if (broken.length === 0) {
      take(rowOf(columns, cells, line));
    }
  });
  if (problemOfText !== null) return [problemOfText];
  if (columns === null) return [problem(1, `the file is empty, expected a header row: ${TICKET_COLUMNS.join()}`)];
  return broken;
}

function rowOf(columns: readonly string[], cells: readonly string[], line: number): RawRow {
  if (cells.length === columns.length) return { line, value: ticketOf(columns, cells) };
  return problem(line, `the row has ${cells.length} cells, expected ${columns.length} as in the header`);
}

/** `take` is given each record with the line on which it begins, counted from 1. Returns why the text is no CSV. */
function eachRecord(text: string, take: (line: number, cells: readonly string[]) => void): RawProblem | null {
  const headerLine = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [";", "\t"].find((candidate) => headerLine.includes(candidate)) ?? ",";
  let lastLine = 0;
  let countedTwice = 0;
  /** The parser tells the line on which a record ends, and takes CR LF within quotes for two. */
  const onRecord = (cells: readonly string[], { lines }: { readonly lines: number }): null => {
    const breaks = cells.reduce((sum, cell) => sum + cell.split(/[\r\n]/).length - 1, 0);
    take(lines - countedTwice - breaks, cells);
    if (breaks > 0) countedTwice += cells.reduce((sum, cell) => sum + cell.split("\r\n").length - 1, 0);
    lastLine = lines - countedTwice;
    return null; // The parser need not keep it.
  };
  try {
    parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: onRecord,
    });
    return null;
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
