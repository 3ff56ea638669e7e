// The cells of a copied part of a spreadsheet.

/** Where the quotes that open at `at` are closed before the end of a cell; -1: they only are part of the text. */
function closingQuote(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] !== '"') continue;
    if (text[i + 1] === '"') i += 1;
    else return /[\t\r\n]/.test(text[i + 1] ?? "\n") ? i : -1;
  }
  return -1;
}

/** Tabs between columns, line ends between rows, quotes around cells that contain either. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let begin = 0;
  let at = 0;
  const end = (cell: string) => rows.at(-1)?.push(cell);
  for (;;) {
    let cell: string | null = null;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close > 0) {
        cell = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
      }
    }
    begin = at;
    while (at < text.length && !/[\t\r\n]/.test(text[at] ?? "")) at += 1;
    end(cell ?? text.slice(begin, at));
    if (at >= text.length) break;
    if (text[at] !== "\t") {
      if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
      rows.push([]);
    }
    at += 1;
  }
  if (rows.length > 1 && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === "") rows.pop();
  return rows;
}
