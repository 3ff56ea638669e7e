// The choices of this person that are not yet submitted. They stay when another page is shown, until the window is closed.
import { ApiError } from "../../api/problem";
import { api, type Schemas, take } from "../../api/client";
import { createStore } from "../../app/store";
import { type Decided, type Decision, decide, rowsOf, sameRows, undecide } from "../../mapping/rows";
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

/** The choices cannot be saved without ending the review of this version, or its approval. */
export class EndsReview extends Error {
  constructor(readonly version: Version) {
    super("ends review");
  }
}

const decisionOf = (rows: readonly Row[], code: string): string =>
  JSON.stringify(rows.filter((row) => row.source_code === code).map((row) => [row.target_code ?? "", row.status]));

const TRIES = 3;
const isStale = (error: unknown): boolean => error instanceof ApiError && error.status === 412;
const isOpen = ({ state }: Version): boolean => state === "DRAFT" || state === "IN_REVIEW" || state === "APPROVED";

/** What this page has saved of choices that are not submitted: a choice that is dropped is taken out of the draft again. */
interface Saved {
  name: TableName;
  codes: ReadonlyMap<string, Decided>;
  made: number; // the version that came into being by it; 0: it was there before
}
const saved = new Map<string, Saved>();
const tableKey = (name: TableName): string => `${name.source}/${name.table}`;

/**
 * Saves the choices of one table as its open version; choices that were saved before and dropped since are taken out. A change by
 * others that concerns other codes is kept. A review or an approval is only ended if that is allowed, else EndsReview.
 */
export async function saveChoices(group: TableChoices, mayEndReview = false): Promise<{ version: Version; etag: string }> {
  const key = tableKey(group.name);
  let before: readonly Row[] | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const read = await readTable(group.name);
    if (before) {
      const known = before;
      const changed = group.all.filter((choice) => decisionOf(known, choice.code) !== decisionOf(read.rows, choice.code));
      if (changed.length > 0) throw new Overtaken(changed.map((choice) => choice.code));
    }
    before = read.rows;
    const own = saved.get(key);
    const base = own ? undecide(read.rows, own.codes) : read.rows;
    const rows = group.all.reduce<Row[]>((all, choice) => decide(all, choice), base);
    if (isOpen(read.version) && sameRows(rows, read.rows)) return { version: read.version, etag: read.etag };
    if (!mayEndReview && isOpen(read.version) && read.version.state !== "DRAFT") throw new EndsReview(read.version);
    try {
      const done = await saveTable(group.name, rows, read.etag);
      const codes = group.all.map(({ code }) => [code, { before: rowsOf(base, code), after: rowsOf(rows, code) }] as const);
      const made = isOpen(read.version) ? (own?.made === read.version.version ? own.made : 0) : done.version.version;
      saved.set(key, { name: group.name, codes: new Map(codes), made });
      return done;
    } catch (error) {
      if (!isStale(error) || attempt === TRIES) throw error;
    }
  }
}

/** Takes out of one draft the choices that were dropped; a draft that has nothing else is discarded. */
async function takeBack(own: Saved, codes: ReadonlyMap<string, Decided>): Promise<void> {
  const read = await readTable(own.name);
  const rows = undecide(read.rows, codes);
  const isOver = read.version.state !== "DRAFT" || sameRows(rows, read.rows); // submitted by others, or gone
  const isEmpty = own.made === read.version.version && codes.size === own.codes.size;
  if (!isOver && isEmpty && sameRows(rows, (await readTable(own.name, await inForce(own.name))).rows)) {
    await takeStep(own.name, "discard", read.version.version, "scelte tolte prima dell’invio", read.etag);
  } else if (!isOver) {
    await saveTable(own.name, rows, read.etag);
  }
  const left = new Map([...own.codes].filter(([code]) => !codes.has(code)));
  if (left.size === 0) saved.delete(tableKey(own.name));
  else saved.set(tableKey(own.name), { ...own, codes: left });
}

async function inForce(name: TableName): Promise<number | undefined> {
  const list = await take(api.GET("/v1/tables"));
  return list.items.find((each) => each.source === name.source && each.table === name.table)?.active?.version;
}

const droppedOf = (own: Saved): Map<string, Decided> =>
  new Map([...own.codes].filter(([code]) => !choices.get().has(keyOf({ ...own.name, code }))));

/** Whether a draft has a choice that is no longer chosen. */
export const hasDropped = (): boolean => [...saved.values()].some((own) => droppedOf(own).size > 0);

/** Takes every choice that was saved and is no longer chosen out of the drafts. */
export async function takeBackDropped(): Promise<void> {
  for (const own of [...saved.values()]) {
    const dropped = droppedOf(own);
    if (dropped.size === 0) continue;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await takeBack(own, dropped);
        break;
      } catch (error) {
        if (!isStale(error) || attempt === TRIES) throw error;
      }
    }
  }
}

/** Saves and submits; the version that another person may now approve. */
export async function submitChoices(group: TableChoices, note: string): Promise<Version> {
  const { version, etag } = await saveChoices(group, true);
  // IN_REVIEW: somebody else submitted the same content.
  const done = version.state === "IN_REVIEW" ? version : await takeStep(group.name, "submit", version.version, note, etag);
  saved.delete(tableKey(group.name));
  return done;
}
