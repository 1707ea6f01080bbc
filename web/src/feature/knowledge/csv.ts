// A table of a result as a file: what stands on the page, and nothing the page did not show.
export interface TextTable {
  head: readonly string[];
  rows: readonly (readonly (string | number | null | undefined)[])[];
}

/** A cell as CSV writes it. What a spreadsheet would take for a formula is text. */
export function csvCell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvOf = ({ head, rows }: TextTable): string =>
  [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');

/** Saves a table under a name. */
export function saveTable(name: string, table: TextTable): void {
  // Spreadsheets take a file without this mark for another alphabet.
  const blob = new Blob(['\ufeff', csvOf(table)], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
