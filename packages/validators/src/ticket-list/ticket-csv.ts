import { suggestion, unknownWord } from "../files/suggestion.js";
import { CsvQuoteError, csvRecords, type CsvRecord } from "./csv-records.js";
import type { RawRow } from "./raw-row.js";
import { TICKET_COLUMNS } from "./ticket-row.js";

const YES = ["true", "yes", "1"];
const NO = ["false", "no", "0"];

/**
 * The rows of a CSV text with a header row. The delimiter is the comma, the semicolon or the tab: the one that the header uses.
 * Several access groups in one cell are separated by `|`. A broken header, or text that is no CSV, leaves no rows.
 */
export function* csvRows(text: string): Generator<RawRow, void> {
  const headerLine = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [";", "\t"].find((candidate) => headerLine.includes(candidate)) ?? ",";
  try {
    yield* rowsOf(csvRecords(text, delimiter));
  } catch (error) {
    if (!(error instanceof CsvQuoteError)) throw error;
    yield problem(error.line, `this is not CSV, ${error.message}: check the quotes and the delimiter`);
  }
}

function* rowsOf(records: Generator<CsvRecord, void>): Generator<RawRow, void> {
  const { value: header } = records.next() as IteratorResult<CsvRecord, undefined>;
  if (header === undefined) {
    yield problem(1, `the file is empty, expected a header row: ${TICKET_COLUMNS.join()}`);
    return;
  }
  const columns = header.cells;
  const broken = headerProblems(columns);
  if (broken.length > 0) return yield* broken;
  for (const { line, cells } of records) {
    if (cells.length === columns.length) yield { line, value: ticketOf(columns, cells) };
    else yield problem(line, `the row has ${cells.length} cells, expected ${columns.length} as in the header`);
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
