import type { RawRow } from "./raw-row.js";

/** Hands out the rows of a text with one JSON object a line. Empty lines are passed over. */
export function eachNdjsonRow(text: string, take: (row: RawRow) => void): void {
  for (let [line, start] = [1, 0]; start < text.length; line += 1) {
    const end = text.indexOf("\n", start);
    const content = text.slice(start, end < 0 ? text.length : end);
    if (content.trim() !== "") take(rowOf(content, line));
    start += content.length + 1;
  }
}

function rowOf(content: string, line: number): RawRow {
  try {
    return { line, value: JSON.parse(content) as unknown };
  } catch {
    // The parser's own message would quote the line, and with it a token.
    const message = 'this line is not JSON, expected an object such as {"token": "…", "place": "A:1:1"}';
    return { line, path: "", message };
  }
}
