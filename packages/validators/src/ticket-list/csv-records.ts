/** A record of a CSV text, and the line on which it begins, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where the quotes of a CSV text can't be understood: nothing is read from there on. */
export class CsvQuoteError extends Error {
  override readonly name = "CsvQuoteError";
  /** Of the cell, counted from 1. */
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const BREAK = /\r\n?|\n/;
const BREAKS = new RegExp(BREAK, "g");

/**
 * The records of a CSV text (RFC 4180), one at a time: a list may have a million. Lines may end with CR, LF or CRLF, each in its
 * own way, blanks around a cell do not count, and empty lines are passed over. `delimiter` is one character. Throws a
 * {@link CsvQuoteError}.
 */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord, void> {
  const cell = new RegExp(`[^\\S\\r\\n${delimiter}]*(?:(")|([^${delimiter}\\r\\n]*))`, "y");
  const end = new RegExp(`[^\\S\\r\\n${delimiter}]*(?:(${delimiter})|${BREAK.source}|$)`, "y");
  let at = 0;
  let line = 1;

  /** What stands in quotes, the first of which was just read. */
  function quoted(): string {
    const begins = at;
    for (let close = text.indexOf('"', at); close !== -1; close = text.indexOf('"', close + 2)) {
      if (text[close + 1] === '"') continue;
      at = close + 1;
      return text.slice(begins, close).replaceAll('""', '"');
    }
    throw new CsvQuoteError(line, "a quote is opened here and never closed");
  }

  while (at < text.length) {
    const cells: string[] = [];
    const begins = line;
    let isLast = false;
    while (!isLast) {
      cell.lastIndex = at;
      const [read = "", quote, plain = ""] = cell.exec(text) ?? [];
      at += read.length;
      const value = quote === undefined ? plain.trimEnd() : quoted();
      if (quote === undefined && value.includes('"')) throw new CsvQuoteError(line, "a quote stands inside a cell");
      end.lastIndex = at;
      const ended = end.exec(text);
      if (ended === null) throw new CsvQuoteError(line, "something stands behind a closed quote");
      if (quote !== undefined) line += value.match(BREAKS)?.length ?? 0;
      at += ended[0].length;
      isLast = ended[1] === undefined;
      cells.push(value);
    }
    line += 1;
    if (cells.length > 1 || cells[0] !== "") yield { line: begins, cells };
  }
}
