import type { RawRow } from "./raw-row.js";

/** The rows of a text with one JSON object a line. Empty lines are passed over. */
export function* ndjsonRows(text: string): Generator<RawRow> {
  let line = 0;
  for (const content of text.split("\n")) {
    line += 1;
    if (content.trim() === "") continue;
    try {
      yield { line, value: JSON.parse(content) as unknown };
    } catch {
      // The parser's own message would quote the line, and with it a token.
      yield {
        line,
        path: "",
        message: 'this line is not JSON, expected an object such as {"token": "…", "place": "A:1:1"}',
      };
    }
  }
}
