// Reading and storing versions of mapping tables.
import { api, type Schemas, take, takeWhole } from "../api/client";

export type Row = Schemas["TableRow"];
export type Version = Schemas["TableVersion"];
export type Diff = Schemas["TableDiff"];
export type Impact = Schemas["Impact"];
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

export const takeStep = (name: TableName, step: Step, version: number, reason: string): Promise<Version> =>
  take(
    api.POST(`/v1/tables/{source}/{table}/${step}`, {
      params: { path: name },
      body: reason ? { version, reason, force: false } : { version, force: false },
    }),
  );

export type Activation = Schemas["Activation"];

export const bringIntoForce = (
  name: TableName, kind: "activate" | "rollback", version: number, reason: string, force: boolean,
): Promise<Activation> =>
  take(
    api.POST(`/v1/tables/{source}/{table}/${kind}`, {
      params: { path: name },
      body: reason ? { version, reason, force } : { version, force },
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
