// A table as a file for a spreadsheet program, and back. Cells that the program would run as formulas, or change (001 becomes 1, 1-2 a
// day), begin with an apostrophe in it; columns are separated by semicolons, as programs set to Italian expect. The CSV file of the
// gateway has neither.
import { COLUMNS, furtherColumns } from "../../mapping/columns";
import type { Row } from "../../mapping/versions";
import { isFormula } from "../../words/formula";
import { readCell } from "./read-cell";

const MARK = "\uFEFF"; // byte order mark: without it, programs do not read UTF-8
const bare = (cell: string): string => cell.replace(/^'+/, "");

/** Digits that a spreadsheet program takes for a number or a day and saves in another form. */
const isRewritten = (cell: string): boolean => /^\d[\d.,\-/:eE+ ]*$/.test(cell) && !/^(0|[1-9]\d{0,10})$/.test(cell);
const isAtRisk = (cell: string): boolean => isFormula(bare(cell)) || isRewritten(bare(cell));
const guarded = (cell: string): string => (isAtRisk(cell) ? `'${cell}` : cell);
const unguarded = (cell: string): string => (cell.startsWith("'") && isAtRisk(cell) ? cell.slice(1) : cell);
const isDay = (column: string): boolean => column === "valid_from" || column === "valid_to";

const quoted = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const linesOf = (rows: readonly (readonly string[])[], separator: string): string =>
  rows.map((row) => `${row.map((cell) => quoted(cell, separator)).join(separator)}\r\n`).join("");

export function toSpreadsheet(rows: readonly Row[]): string {
  const columns = [...COLUMNS, ...furtherColumns(rows)];
  const cellOf = (row: Row, column: string): string => (isDay(column) ? (row[column] ?? "") : guarded(row[column] ?? ""));
  return MARK + linesOf([columns, ...rows.map((row) => columns.map((column) => cellOf(row, column)))], ";");
}

/** Cells of CSV with this separator (RFC 4180). */
function cellsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] !== '"') isQuoted = false;
      else {
        cell += '"';
        at += 1;
      }
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === separator || letter === "\n") {
      row.push(letter === "\n" ? cell.replace(/\r$/, "") : cell);
      cell = "";
      if (letter === "\n") rows.push(row.splice(0));
    } else cell += letter;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** The CSV for the gateway of a file that toSpreadsheet() made and a spreadsheet program may have saved; any other file unchanged. */
export function fromSpreadsheet(file: string): string {
  const text = file.replace(MARK, "");
  const names = (text.split(/\r?\n/, 1)[0] ?? "").split(";").map((name) => name.replace(/^"(.*)"$/, "$1"));
  if (names.length < 2 || !names.includes("source_code")) return file;
  const [head = [], ...rows] = cellsOf(text, ";");
  const plain = rows.map((row) =>
    row.map((cell, at) => {
      const column = head[at] ?? "";
      return column === "valid_from" || column === "valid_to" ? readCell(column, cell) : unguarded(cell);
    }),
  );
  return linesOf([head, ...plain], ",");
}

/** The text of a file: UTF-8, or else what spreadsheet programs write in its place on Windows. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
