// Changes to the rows of a table as plain values.
import type { Row } from "./versions";

export interface Decision {
  code: string;
  label: string;
  target: string | null; // null: the code is IGNORED
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

const isApproved = (row: Row): boolean => row.status === "APPROVED";

/** The rows with one decision applied. A row of the code that does not map yet is replaced; after rows that map until a day, a new
 * row holds from the next day on. */
export function decide(rows: readonly Row[], decision: Decision): Row[] {
  const made: Row = {
    source_code: decision.code,
    source_label: decision.label,
    target_code: decision.target ?? "",
    relationship: "equivalent",
    status: decision.target === null ? "IGNORED" : "APPROVED",
    valid_from: "",
    valid_to: "",
    comment: "",
  };
  if (decision.target === null) delete made.relationship;
  const own = rows.filter((row) => row.source_code === decision.code);
  const until = own.filter((row) => isApproved(row) && (row.valid_to ?? "") !== "").map((row) => row.valid_to ?? "").sort().at(-1);
  const replaced = own.find((row) => !isApproved(row)) ?? own.find((row) => (row.valid_to ?? "") === "");
  if (replaced) {
    const { comment = "", source_label = "", valid_from = "", valid_to = "" } = replaced;
    const kept: Row = { ...replaced, ...made, source_label: source_label || decision.label, comment, valid_from, valid_to };
    if (decision.target === null) delete kept.relationship;
    return rows.map((row) => (row === replaced ? kept : row));
  }
  if (until) made.valid_from = dayAfter(until);
  return [...rows, made];
}

/** Without empty cells, and without the relationship of a row that relates its code to nothing: the gateway fills that in. */
function textOf(rows: readonly Row[]): string {
  const counts = (row: Row, name: string) => name !== "relationship" || row.status === "APPROVED" || (row.target_code ?? "") !== "";
  return JSON.stringify(rows.map((row) => Object.entries(row).filter(([name, value]) => value !== "" && counts(row, name)).sort()));
}

export const sameRows = (left: readonly Row[], right: readonly Row[]): boolean => textOf(left) === textOf(right);

/** The rows of one code before and after a decision on it. */
export interface Decided {
  before: Row[];
  after: Row[];
}

export const rowsOf = (rows: readonly Row[], code: string): Row[] => rows.filter((row) => row.source_code === code);

/** The rows without these decisions, each by its code. A code on which somebody decided otherwise since stays as it is. */
export function undecide(rows: readonly Row[], decided: ReadonlyMap<string, Decided>): Row[] {
  const undone = new Map([...decided].filter(([code, { after }]) => sameRows(rowsOf(rows, code), after)));
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const own = undone.get(row.source_code);
    if (!own) return [row];
    const number = seen.get(row.source_code) ?? 0;
    seen.set(row.source_code, number + 1);
    return own.before.slice(number, number + 1); // a decision changes a row in its place or adds one at the end
  });
}
