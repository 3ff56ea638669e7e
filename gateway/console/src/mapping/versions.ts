// Reading and storing versions of mapping tables.
import { api, type Schemas, take, takeWhole } from "../api/client";

export type Row = Schemas["TableRow"];
export type Version = Schemas["TableVersion"];
export type Diff = Schemas["TableDiff"];
export type Impact = Schemas["Impact"];
export type TableStep = NonNullable<Version["steps"]>[number] & { version: number };
export type TableName = Readonly<{ source: string; table: string }>;

export interface ReadTable {
  version: Version;
  rows: Row[];
  etag: string;
}

/** Without `version` the open one, else the one in force. */
export async function readTable(name: TableName, version?: number, signal?: AbortSignal): Promise<ReadTable> {
  const { data, response } = await takeWhole(
    api.GET("/v1/tables/{source}/{table}", {
      params: { path: name, query: version === undefined ? {} : { version } },
      ...(signal ? { signal } : {}),
    }),
  );
  const { rows, ...rest } = data as Schemas["MappingTable"];
  return { version: rest, rows, etag: response.headers.get("etag") ?? "" };
}

export async function saveTable(name: TableName, rows: Row[], etag: string): Promise<{ version: Version; etag: string }> {
  const { data, response } = await takeWhole(
    api.PUT("/v1/tables/{source}/{table}", {
      params: { path: name, header: { "If-Match": etag } },
      headers: { "Content-Type": "application/json" },
      body: { rows } as never,
    }),
  );
  return { version: data, etag: response.headers.get("etag") ?? "" };
}

export type Step = "submit" | "approve" | "return" | "discard";

/** The gateway keeps a reason as one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** So that a step holds for what was shown only: 412 if the version has changed since. "": whatever it is now. */
const onlyIf = (etag: string) => (etag === "" ? {} : { headers: { "If-Match": etag } });

export const takeStep = (name: TableName, step: Step, version: number, reason: string, etag: string): Promise<Version> =>
  take(
    api.POST(`/v1/tables/{source}/{table}/${step}`, {
      params: { path: name },
      ...onlyIf(etag),
      body: reason ? { version, reason: oneLine(reason), force: false } : { version, force: false },
    }),
  );

/** What was done to the table after `seen` was read, oldest first, each with the number of its version. */
export async function stepsSince(name: TableName, seen: Version, signal?: AbortSignal): Promise<TableStep[]> {
  const list = await take(
    api.GET("/v1/tables/{source}/{table}/versions", { params: { path: name }, ...(signal ? { signal } : {}) }),
  );
  const steps = list.items.flatMap((each) => {
    const own = (each.steps ?? []).map((step) => ({ ...step, version: each.version }));
    if (each.version > seen.version) return own;
    const more = each.version === seen.version ? each.revision - seen.revision : 0; // each step is a revision
    return more > 0 ? own.slice(-more) : [];
  });
  return steps.sort((left, right) => left.at.localeCompare(right.at));
}

export type Activation = Schemas["Activation"];

export const bringIntoForce = (
  name: TableName, kind: "activate" | "rollback", version: number, reason: string, force: boolean, etag: string,
): Promise<Activation> =>
  take(
    api.POST(`/v1/tables/{source}/{table}/${kind}`, {
      params: { path: name },
      ...onlyIf(etag),
      body: reason ? { version, reason: oneLine(reason), force } : { version, force },
    }),
  ); // prettier-ignore

export const readImpact = (name: TableName, version: number, signal?: AbortSignal): Promise<Impact> =>
  take(
    api.GET("/v1/tables/{source}/{table}/impact", {
      params: { path: name, query: { version } },
      ...(signal ? { signal } : {}),
    }),
  );

export const readDiff = (name: TableName, version: number, against: number | undefined, signal: AbortSignal): Promise<Diff> =>
  take(
    api.GET("/v1/tables/{source}/{table}/diff", {
      params: { path: name, query: against === undefined ? { version } : { version, against } },
      signal,
    }),
  );
