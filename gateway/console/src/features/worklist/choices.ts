// The choices of this person that are not yet submitted. They stay when another page is shown, until the window is closed.
import { ApiError } from "../../api/problem";
import type { Schemas } from "../../api/client";
import { createStore } from "../../app/store";
import { type Decision, decide } from "../../mapping/rows";
import { readTable, type Row, saveTable, takeStep, type TableName, type Version } from "../../mapping/versions";

export type WorkRow = Schemas["Worklist"]["rows"][number];

export interface Choice extends Decision {
  name: TableName;
  targetLabel: string;
  records: number;
}

export const keyOf = (row: { source: string; table: string; code: string }): string =>
  JSON.stringify([row.source, row.table, row.code]);

export const choices = createStore<ReadonlyMap<string, Choice>>(new Map());

export function choose(row: WorkRow, target: { code: string; label: string } | null): void {
  const next = new Map(choices.get());
  next.set(keyOf(row), {
    name: { source: row.source, table: row.table },
    code: row.code,
    label: row.label ?? "",
    target: target?.code ?? null,
    targetLabel: target?.label ?? "",
    records: row.records,
  });
  choices.set(next);
}

export function drop(keys: Iterable<string>): void {
  const next = new Map(choices.get());
  for (const key of keys) next.delete(key);
  choices.set(next);
}

export interface TableChoices {
  name: TableName;
  all: Choice[];
}

export function byTable(chosen: ReadonlyMap<string, Choice>): TableChoices[] {
  const tables = new Map<string, TableChoices>();
  for (const choice of chosen.values()) {
    const key = `${choice.name.source}/${choice.name.table}`;
    const group = tables.get(key) ?? { name: choice.name, all: [] };
    group.all.push(choice);
    tables.set(key, group);
  }
  return [...tables.values()];
}

/** Somebody else decided on these codes after they were read. */
export class Overtaken extends Error {
  constructor(readonly codes: string[]) {
    super("overtaken");
  }
}

const decisionOf = (rows: readonly Row[], code: string): string =>
  JSON.stringify(rows.filter((row) => row.source_code === code).map((row) => [row.target_code ?? "", row.status]));

const TRIES = 3;

/** Saves the choices of one table as its open version. A change by others that concerns other codes is kept. */
export async function saveChoices(group: TableChoices): Promise<Version> {
  let before: readonly Row[] | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const read = await readTable(group.name);
    if (before) {
      const known = before;
      const changed = group.all.filter((choice) => decisionOf(known, choice.code) !== decisionOf(read.rows, choice.code));
      if (changed.length > 0) throw new Overtaken(changed.map((choice) => choice.code));
    }
    before = read.rows;
    const rows = group.all.reduce<Row[]>((all, choice) => decide(all, choice), read.rows);
    try {
      return (await saveTable(group.name, rows, read.etag)).version;
    } catch (error) {
      const isStale = error instanceof ApiError && error.status === 412;
      if (!isStale || attempt === TRIES) throw error;
    }
  }
}

/** Saves and submits; the version that another person may now approve. */
export async function submitChoices(group: TableChoices, note: string): Promise<Version> {
  const version = await saveChoices(group);
  if (version.state === "IN_REVIEW") return version; // somebody else submitted the same content
  return takeStep(group.name, "submit", version.version, note);
}
