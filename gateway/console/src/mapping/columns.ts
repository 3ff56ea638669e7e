// The columns of a table: those that every table has, and further ones that a table may have (`preferred`).
import type { Row } from "./versions";

export const COLUMNS = [
  "source_code", "source_label", "target_code", "relationship", "status", "valid_from", "valid_to", "comment",
] as const; // prettier-ignore
export type Column = (typeof COLUMNS)[number];

export const isColumn = (name: string): name is Column => (COLUMNS as readonly string[]).includes(name);

/** The further columns of these rows, in the order in which they are met. */
export function furtherColumns(rows: readonly Row[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) if (!isColumn(name)) names.add(name);
  return [...names];
}

/** What a row has in further columns: "preferred: yes". */
export const furtherText = (row: Row): string =>
  furtherColumns([row])
    .filter((name) => (row[name] ?? "") !== "")
    .map((name) => `${name}: ${row[name]}`)
    .join(", ");
