// Ranges of cells as text, in the two forms that spreadsheets write and read.

const quoted = (cell: string) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const writeTsv = (cells: string[][]): string => cells.map((row) => row.map(quoted).join('\t')).join('\r\n');

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

export const writeHtml = (cells: string[][]): string =>
  `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`;

/** Reads what a spreadsheet puts on the clipboard: tabs between cells, quotes around cells that hold tabs or line ends. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let inside = false;
  for (let place = 0; place < text.length; place++) {
    const sign = text[place];
    if (inside) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') {
        cell += '"';
        place++;
      } else inside = false;
    } else if (sign === '"' && cell === '' && closes(text, place)) {
      inside = true;
    } else if (sign === '\t') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[place + 1] === '\n') place++;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || row.length) rows.push([...row, cell]);
  return rows;
}

/** Whether a quote at the start of a cell ends at the end of one; a lone inch mark is text. */
function closes(text: string, start: number): boolean {
  for (let place = start + 1; place < text.length; place++) {
    if (text[place] !== '"') continue;
    if (text[place + 1] === '"') place++;
    else return place + 1 === text.length || /[\t\r\n]/.test(text[place + 1] ?? '');
  }
  return false;
}
