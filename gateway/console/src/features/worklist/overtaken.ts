// Whether somebody else decided on a code after the page was read. Pure functions.
import { type Decided, rowsOf, sameRows } from "../../mapping/rows";
import type { Row } from "../../mapping/versions";

/** What the page showed of one table when it was read. */
export interface Shown {
  open: { version: number; state: string } | null;
  active: number | undefined; // the version in force
  decidedBy: (code: string) => Row | undefined; // the row of the open version that decides the code
}

const decisions = (rows: readonly Row[], code: string): string[] =>
  rowsOf(rows, code)
    .filter(({ status }) => status === "APPROVED" || status === "IGNORED")
    .map(({ status, target_code: target = "", valid_from: from = "", valid_to: to = "" }) => [status, target, from, to].join("|"))
    .sort();

interface Question {
  codes: readonly string[];
  now: readonly Row[]; // the table as it is
  inForce: readonly Row[]; // of the version that was in force when the page was read
  shown: Shown;
  own: ReadonlyMap<string, Decided>; // what this page saved itself
}

/** The codes on which the table decides otherwise than the page showed, and not by what this page saved. */
export function overtakenCodes({ codes, now, inForce, shown, own }: Question): string[] {
  return codes.filter((code) => {
    const saved = own.get(code);
    if (saved) return !sameRows(rowsOf(now, code), saved.after);
    const pending = shown.decidedBy(code);
    const present = decisions(now, code);
    if (pending) return !present.includes(decisions([pending], code)[0] ?? "");
    return present.join() !== decisions(inForce, code).join();
  });
}
