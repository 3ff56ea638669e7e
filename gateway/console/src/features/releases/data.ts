// Releases and their tables, as the pages ask for them.
import { api, type Schemas, take } from "../../api/client";
import { type Cube, readCube } from "./cube";

export type Release = Schemas["Release"];
export type TableSummary = Schemas["TableSummary"];

const PAGE = 1000;

/** Newest first. */
export async function readReleases(signal?: AbortSignal): Promise<Release[]> {
  const found: Release[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
    const page = await take(api.GET("/v1/releases", { params: { query }, ...(signal ? { signal } : {}) }));
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return found;
}

export const readRelease = (id: string, signal: AbortSignal): Promise<Release> =>
  take(api.GET("/v1/releases/{id}", { params: { path: { id } }, signal }));

const cubes = new Map<string, Promise<Cube>>(); // tables of a release never change

export function readTable(id: string, table: string): Promise<Cube> {
  const key = `${id}/${table}`;
  let known = cubes.get(key);
  if (!known) {
    const params = { path: { id, table }, query: { format: "json-stat" as const } };
    known = take(api.GET("/v1/releases/{id}/tables/{table}", { params })).then((json) => {
      if (typeof json === "string") throw new Error("the table is not JSON-stat");
      return readCube(json);
    });
    known.catch(() => cubes.delete(key)); // asked again next time
    if (cubes.size >= 40) cubes.clear();
    cubes.set(key, known);
  }
  return known;
}

/** Who ordered which release, by the audit. */
export async function readAuthors(signal: AbortSignal): Promise<Map<string, string>> {
  const query = { action: "release.create", limit: PAGE };
  const page = await take(api.GET("/v1/audit", { params: { query }, signal }));
  return new Map(page.items.map((entry) => [entry.object, entry.actor]));
}

/** Addresses of files: plain links, so that the browser saves them. */
export const releaseFile = (id: string, rest: string): string => `/v1/releases/${encodeURIComponent(id)}/${rest}`;
export const tableFile = (id: string, table: string, query: string): string =>
  releaseFile(id, `tables/${encodeURIComponent(table)}${query}`);
