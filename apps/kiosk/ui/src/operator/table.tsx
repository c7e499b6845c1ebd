import type { ComponentChild } from "preact";

/** A column: its title, and what stands in it. */
export type Column<Row> = readonly [title: string, cell: (row: Row) => ComponentChild];

/** A list as a table, or that it is empty. `more` says where the rest of it is. */
export function Table<Row extends { readonly scanId: string }>(props: {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly more: string | null;
}) {
  const { rows, columns, more } = props;
  if (rows.length === 0) return <p class="empty">None.</p>;
  return (
    <>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {columns.map(([title]) => (
                <th key={title}>{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.scanId}>
                {columns.map(([title, cell]) => (
                  <td key={title} data-title={title}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more !== null && <p class="empty">{more}</p>}
    </>
  );
}
