// merge: two persons' changes to the same rows, brought together cell by cell. Pure functions.
// A row is known by its code and start; of several with both alike, first by its whole content, then by their order.
import type { Row } from "../../mapping/versions";

export type Side = "mine" | "theirs";

/** A row of my draft: `base` is its place among the rows that both began with, null for a new row. */
export interface MyRow {
  base: number | null;
  row: Row;
}

/** A row that both changed in ways that exclude each other. null: it is not there. */
export interface Clash {
  base: Row | null; // null: both added it
  mine: Row | null; // my choice, with their other cells
  theirs: Row | null; // their choice, with my other cells
}

/** A row of the result. `row` null: it is removed. With a clash, the clash says which row it is. */
export interface Merged {
  at: number | null; // among their rows; null: a row that they do not have
  row: Row | null;
  clash: Clash | null;
}

const cell = (row: Row, name: string): string => row[name] ?? "";
const namesOf = (...rows: Row[]): Set<string> => new Set(rows.flatMap((row) => Object.keys(row)));

export function isSame(left: Row, right: Row): boolean {
  for (const name of namesOf(left, right)) if (cell(left, name) !== cell(right, name)) return false;
  return true;
}

const keyOf = (row: Row): string => JSON.stringify([row.source_code, cell(row, "valid_from")]);
const textOf = (row: Row): string => JSON.stringify(Object.entries(row).filter(([, value]) => value !== "").sort());

/** Gives each of `left` its partner in `right` by equal texts, one by one in order; who has one already is left out. */
function pair(left: readonly Row[], right: readonly Row[], partners: (number | null)[], text: (row: Row) => string): void {
  const taken = new Set(partners);
  const free = new Map<string, number[]>();
  right.forEach((row, at) => {
    if (taken.has(at)) return;
    const key = text(row);
    const same = free.get(key);
    if (same) same.push(at);
    else free.set(key, [at]);
  });
  for (const same of free.values()) same.reverse();
  left.forEach((row, at) => {
    if (partners[at] === null) partners[at] = free.get(text(row))?.pop() ?? null;
  });
}

/** For each row, the one of `right` that is the same row; null if it is gone. */
function partnersOf(left: readonly Row[], right: readonly Row[]): (number | null)[] {
  const partners: (number | null)[] = left.map(() => null);
  pair(left, right, partners, textOf);
  pair(left, right, partners, keyOf);
  const codes = new Map<string, number>();
  left.forEach((row, at) => {
    if (partners[at] === null) codes.set(row.source_code, (codes.get(row.source_code) ?? 0) + 1);
  });
  // Its start was changed: sure only if it is the one row of its code that is left.
  pair(left, right, partners, (row) => (codes.get(row.source_code) === 1 ? row.source_code : keyOf(row)));
  return partners;
}

/** `base` with the changes of both; where both changed a cell, `winner` has it. */
function cells(base: Row, mine: Row, theirs: Row, winner: Side): { row: Row; isClash: boolean } {
  const row: Row = { ...theirs };
  let isClash = false;
  for (const name of namesOf(base, mine, theirs)) {
    const [old, my, their] = [cell(base, name), cell(mine, name), cell(theirs, name)];
    if (my === old || my === their) continue;
    const isBoth = their !== old;
    isClash ||= isBoth;
    if (isBoth && winner === "theirs") continue;
    row[name] = my;
    if (name === "relationship" && my === "") delete row.relationship;
  }
  return { row, isClash };
}

function mergedRow(base: Row, mine: Row | null, theirs: Row, at: number): Merged {
  if (mine === null) {
    if (isSame(base, theirs)) return { at, row: null, clash: null };
    return { at, row: theirs, clash: { base, mine: null, theirs } };
  }
  const { row, isClash } = cells(base, mine, theirs, "mine");
  if (!isClash) return { at, row: isSame(row, theirs) ? theirs : row, clash: null };
  return { at, row, clash: { base, mine: row, theirs: cells(base, mine, theirs, "theirs").row } };
}

/** What both made of `base`, in their order: a row that only I have keeps its place, my new ones come at the end. */
export function merge(base: readonly Row[], mine: readonly MyRow[], theirs: readonly Row[]): Merged[] {
  const partners = partnersOf(base, theirs);
  const myRows = new Map(mine.flatMap((each) => (each.base === null ? [] : [[each.base, each.row] as const])));
  const made: (Merged | null)[] = theirs.map(() => null);
  const after = new Map<number, Merged[]>(); // rows that they removed and I changed, by the place of the row before
  let last = -1;
  base.forEach((row, number) => {
    const my = myRows.get(number) ?? null;
    const at = partners[number] ?? null;
    const their = at === null ? undefined : theirs[at];
    if (at !== null && their) {
      made[at] = mergedRow(row, my, their, at);
      last = at;
    } else if (my && !isSame(my, row)) {
      const kept: Merged = { at: null, row: my, clash: { base: row, mine: my, theirs: null } };
      after.set(last, [...(after.get(last) ?? []), kept]);
    }
  });
  const added = mine.flatMap((each) => (each.base === null ? [each.row] : []));
  const theirNew = theirs.flatMap((row, at) => (made[at] === null ? [{ row, at }] : []));
  const twins: (number | null)[] = added.map(() => null);
  pair(added, theirNew.map((each) => each.row), twins, textOf);
  pair(added, theirNew.map((each) => each.row), twins, keyOf);
  const atEnd: Merged[] = [];
  added.forEach((row, number) => {
    const twin = theirNew[twins[number] ?? -1];
    if (!twin) atEnd.push({ at: null, row, clash: null });
    else if (!isSame(row, twin.row)) made[twin.at] = { at: twin.at, row, clash: { base: null, mine: row, theirs: twin.row } };
  });
  const whole = theirs.flatMap((row, at) => [made[at] ?? { at, row, clash: null }, ...(after.get(at) ?? [])]);
  return [...(after.get(-1) ?? []), ...whole, ...atEnd];
}

export const clashesOf = (merged: readonly Merged[]): Clash[] => merged.flatMap((each) => each.clash ?? []);

/** The row after the choice; without one, mine. */
export function chosenRow(merged: Merged, choices: ReadonlyMap<Clash, Side>): Row | null {
  const { clash } = merged;
  if (!clash) return merged.row;
  return choices.get(clash) === "theirs" ? clash.theirs : clash.mine;
}
