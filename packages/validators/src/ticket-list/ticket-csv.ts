import { CsvError, parse } from "csv-parse/sync";
import { unknownWord } from "../files/suggestion.js";
import type { RawRow } from "./raw-row.js";
import { TICKET_COLUMNS } from "./ticket-row.js";

interface CsvRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

const YES = ["true", "yes", "1"];
const NO = ["false", "no", "0"];

/**
 * The rows of a CSV text with a header row. The delimiter is the comma, the semicolon or the tab: the one that the header uses.
 * Several access groups in one cell are separated by `|`. A broken header, or text that is no CSV, leaves no rows.
 */
export function* csvRows(text: string): Generator<RawRow, void> {
  const { problems, columns, rows } = readTable(text);
  yield* problems;
  for (const row of rows) yield rawRow(columns, row);
}

interface Table {
  readonly problems: readonly RawProblem[];
  readonly columns: readonly string[];
  readonly rows: Iterable<CsvRecord>;
}

function readTable(text: string): Table {
  const records = parseCsv(text);
  if (!Array.isArray(records)) return unusable([records]);
  const [header] = records;
  if (header === undefined)
    return unusable([problem(1, `the file is empty, expected a header row: ${TICKET_COLUMNS.join()}`)]);
  const columns = header.record;
  const broken = headerProblems(columns);
  if (broken.length > 0) return unusable(broken);
  const rows = records.values();
  rows.next();
  return { problems: [], columns, rows };
}

function unusable(problems: readonly RawProblem[]): Table {
  return { problems, columns: [], rows: [] };
}

function parseCsv(text: string): CsvRecord[] | RawProblem {
  const headerLine = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [";", "\t"].find((candidate) => headerLine.includes(candidate)) ?? ",";
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    // The parser's types do not follow the option `info`.
    return parse(text, options) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return problem(Number(error["lines"] ?? 1), `this is not CSV (${error.code}): check the quotes and the delimiter`);
  }
}

function rawRow(columns: readonly string[], row: CsvRecord): RawRow {
  const { length } = row.record;
  if (length === columns.length) return { line: lineOf(row), value: ticketOf(columns, row.record) };
  return problem(lineOf(row), `the row has ${length} cells, expected ${columns.length} as in the header`);
}

function headerProblems(columns: readonly string[]): readonly RawProblem[] {
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

/** The line on which a record begins: the parser tells the one on which it ends. */
function lineOf({ info, record }: CsvRecord): number {
  return info.lines - record.reduce((breaks, cell) => breaks + cell.split(/[\r\n]/).length - 1, 0);
}
