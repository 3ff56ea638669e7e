// What the worklist shows: the codes that are missing, and what open versions already say about them.
import { api, type Schemas, take } from "../../api/client";
import { schemeCodes } from "../../mapping/scheme";
import { readDiff, type Row } from "../../mapping/versions";
import { keyOf, type WorkRow } from "./choices";
import type { Shown } from "./overtaken";

type TableInfo = Schemas["TableList"]["items"][number];

export interface Pending {
  version: number;
  row: Row;
}
export interface Work {
  rows: WorkRow[];
  fields: Schemas["Worklist"]["fields"];
  tables: Map<string, TableInfo>; // by "source/table"; empty without a right on tables
  pending: Map<string, Pending>; // by keyOf: already decided in an open version
}

/** The code system from which the shared codes of a table come. */
export function systemOf(work: Work, row: { source: string; table: string }): string {
  return work.tables.get(`${row.source}/${row.table}`)?.code_system ?? row.table;
}

/** What the page shows of a table, for a choice to be compared with the table as it is when the choice is saved. */
export function shownOf(work: Work, name: { source: string; table: string }): Shown {
  const table = work.tables.get(`${name.source}/${name.table}`);
  return {
    open: table?.open ?? null,
    active: table?.active?.version,
    decidedBy: (code) => work.pending.get(keyOf({ ...name, code }))?.row,
  };
}

async function readRows(signal: AbortSignal): Promise<Pick<Work, "rows" | "fields">> {
  const rows: WorkRow[] = [];
  let fields: Work["fields"] = [];
  let cursor: string | undefined;
  do {
    const page = await take(
      api.GET("/v1/quarantine", { params: { query: { group_by: "code", ...(cursor ? { cursor } : {}) } }, signal }),
    );
    rows.push(...page.rows);
    fields = page.fields;
    cursor = page.next ?? undefined;
  } while (cursor);
  rows.sort((left, right) => right.records - left.records || left.code.localeCompare(right.code));
  return { rows, fields };
}

export async function readWork(maySeeTables: boolean, signal: AbortSignal): Promise<Work> {
  const { rows, fields } = await readRows(signal);
  const work: Work = { rows, fields, tables: new Map(), pending: new Map() };
  if (!maySeeTables) return work;
  const list = await take(api.GET("/v1/tables", { signal }));
  const concerned = new Set(rows.map((row) => `${row.source}/${row.table}`));
  for (const table of list.items) work.tables.set(`${table.source}/${table.table}`, table);
  const open = list.items.filter((each) => each.open && concerned.has(`${each.source}/${each.table}`));
  await Promise.all(
    open.map(async (each) => {
      const version = each.open?.version ?? 0;
      const diff = await readDiff({ source: each.source, table: each.table }, version, undefined, signal);
      for (const row of [...diff.added, ...diff.changed.map((change) => change.new)]) {
        const decides = row.status === "IGNORED" || row.status === "APPROVED";
        if (decides) work.pending.set(keyOf({ ...each, code: row.source_code }), { version, row });
      }
    }),
  );
  return work;
}

/** The Italian name of a code and of what stands above it: "Assistenza domiciliare · Anziani". */
export async function nameOf(system: string, code: string): Promise<{ label: string; area: string }> {
  const own = (await schemeCodes(system)).get(code);
  const parents = await schemeCodes(system === "intervention" ? "area" : system);
  return { label: own?.label_it ?? code, area: own?.parent ? (parents.get(own.parent)?.label_it ?? own.parent) : "" };
}
