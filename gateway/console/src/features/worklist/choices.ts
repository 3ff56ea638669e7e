// The choices of this person that are not yet submitted. They stay when another page is shown and after a reload (kept.ts), until the
// window is closed.
import { ApiError } from "../../api/problem";
import { api, type Schemas, take } from "../../api/client";
import { createStore } from "../../app/store";
import { who } from "../../app/who";
import { type Decided, type Decision, decide, rowsOf, sameRows, undecide } from "../../mapping/rows";
import { keep, type KeptDraft } from "./kept";
import { overtakenCodes, type Shown } from "./overtaken";
import { type ReadTable, readTable, type Row, saveTable, takeStep, type TableName, type Version } from "../../mapping/versions";

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

/** Keeps the choices for a reload of the page. */
function remember(): void {
  const client = who.get().whoami?.client;
  if (client === undefined) return;
  keep(sessionStorage, {
    client,
    choices: [...choices.get().values()].map(({ name, code, target }) => ({ ...name, code, target })),
    drafts: [...saved.values()].map(({ name, codes, made }) => ({ ...name, codes: [...codes.keys()], made })),
  });
}
choices.subscribe(remember);

function setSaved(own: Saved): void {
  if (own.codes.size === 0) saved.delete(tableKey(own.name));
  else saved.set(tableKey(own.name), own);
  remember();
}

const isSaidBy = (rows: readonly Row[], target: string | null): boolean =>
  rows.some((row) => (target === null ? row.status === "IGNORED" : row.status === "APPROVED" && row.target_code === target));

/**
 * Takes up choices that were kept, after a reload. What a draft says otherwise by now was decided by somebody else: it is not taken
 * back if the choice is dropped.
 */
export async function takeUp(kept: readonly Choice[], drafts: readonly KeptDraft[]): Promise<void> {
  for (const { source, table, codes, made } of drafts) {
    const name = { source, table };
    const read = await readTable(name);
    if (read.version.state !== "DRAFT") continue;
    const former = await readTable(name, await inForce(name));
    const own = kept.filter(
      (choice) => tableKey(choice.name) === tableKey(name) && codes.includes(choice.code) && isSaidBy(rowsOf(read.rows, choice.code), choice.target),
    );
    const decided = own.map(({ code }) => [code, { before: rowsOf(former.rows, code), after: rowsOf(read.rows, code) }] as const);
    if (own.length > 0) saved.set(tableKey(name), { name, codes: new Map(decided), made: made === read.version.version ? made : 0 });
  }
  choices.set(new Map(kept.map((choice) => [keyOf({ ...choice.name, code: choice.code }), choice])));
}

/** Fails if the table, as it is now, decides on a chosen code otherwise than the page showed. */
async function checkOvertaken(group: TableChoices, read: ReadTable, shown: Shown): Promise<void> {
  const known = shown.active === read.version.version ? read.rows : shown.active === undefined ? [] : (await readTable(group.name, shown.active)).rows;
  const codes = group.all.map((choice) => choice.code);
  const own = saved.get(tableKey(group.name))?.codes ?? new Map<string, Decided>();
  const overtaken = overtakenCodes({ codes, now: read.rows, inForce: known, shown, own });
  if (overtaken.length > 0) throw new Overtaken(overtaken);
}

/** When a review or an approval may end by saving: whenever, where the page showed the version as such, or never. */
export type EndReview = "always" | "if-shown" | "never";

/**
 * Saves the choices of one table as its open version; choices that were saved before and dropped since are taken out. A change by
 * others that concerns other codes is kept; one that concerns these codes is Overtaken. A review or an approval is only ended if
 * that is allowed, else EndsReview.
 */
export async function saveChoices(group: TableChoices, shown: Shown, endReview: EndReview): Promise<{ version: Version; etag: string }> {
  const key = tableKey(group.name);
  for (let attempt = 1; ; attempt += 1) {
    const read = await readTable(group.name);
    await checkOvertaken(group, read, shown);
    const own = saved.get(key);
    const base = own ? undecide(read.rows, own.codes) : read.rows;
    const rows = group.all.reduce<Row[]>((all, choice) => decide(all, choice), base);
    if (isOpen(read.version) && sameRows(rows, read.rows)) return { version: read.version, etag: read.etag };
    const isShown = shown.open?.version === read.version.version && shown.open.state === read.version.state;
    const mayEnd = endReview === "always" || (endReview === "if-shown" && isShown);
    if (!mayEnd && isOpen(read.version) && read.version.state !== "DRAFT") throw new EndsReview(read.version);
    try {
      const done = await saveTable(group.name, rows, read.etag);
      const codes = group.all.map(({ code }) => [code, { before: rowsOf(base, code), after: rowsOf(rows, code) }] as const);
      const made = isOpen(read.version) ? (own?.made === read.version.version ? own.made : 0) : done.version.version;
      setSaved({ name: group.name, codes: new Map(codes), made });
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
  setSaved({ ...own, codes: left });
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
export async function submitChoices(group: TableChoices, shown: Shown, note: string, endReview: EndReview): Promise<Version> {
  const { version, etag } = await saveChoices(group, shown, endReview);
  // IN_REVIEW: somebody else submitted the same content.
  const done = version.state === "IN_REVIEW" ? version : await takeStep(group.name, "submit", version.version, note, etag);
  setSaved({ name: group.name, codes: new Map(), made: 0 });
  return done;
}
