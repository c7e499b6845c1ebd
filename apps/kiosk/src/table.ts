/** Rows as lines of text, their cells under each other and two spaces apart; nothing stands behind the last one. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return shown.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Tickets and names of devices may hold control characters; a terminal must not obey them. */
function printable(cell: string): string {
  return cell.replace(/\p{Cc}/gu, "\uFFFD");
}
