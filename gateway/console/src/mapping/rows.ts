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
