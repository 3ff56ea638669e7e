// The shared scheme: search as one types, and the names of codes. Names are asked once for each code system.
import { api, type Schemas, take } from "../api/client";

export type SchemeCode = Schemas["SchemeCodeList"]["items"][number];
const PAGE = 1000;

export async function searchScheme(system: string, words: string, signal: AbortSignal): Promise<SchemeCode[]> {
  const answer = await take(
    api.GET("/v1/scheme/{system}", { params: { path: { system }, query: { q: words, limit: 20 } }, signal }),
  );
  return answer.items;
}

async function readSystem(system: string): Promise<Map<string, SchemeCode>> {
  const codes = new Map<string, SchemeCode>();
  let cursor: string | undefined;
  do {
    const page = await take(
      api.GET("/v1/scheme/{system}", { params: { path: { system }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } }),
    );
    for (const code of page.items) codes.set(code.code, code);
    cursor = page.next ?? undefined;
  } while (cursor);
  return codes;
}

const systems = new Map<string, Promise<Map<string, SchemeCode>>>();

/** Every code of a system by its code. Fails if the gateway has no system of that name. */
export function schemeCodes(system: string): Promise<Map<string, SchemeCode>> {
  let known = systems.get(system);
  if (!known) {
    known = readSystem(system);
    known.catch(() => systems.delete(system)); // asked again next time
    systems.set(system, known);
  }
  return known;
}

/** Names of the parents of a system's codes: areas of interventions, Ambiti of Comuni, else its own codes. */
export async function parentNames(system: string): Promise<Map<string, string>> {
  const parents = system === "intervention" ? "area" : system;
  const names = new Map<string, string>();
  for (const [code, each] of await schemeCodes(parents)) names.set(code, each.label_it);
  return names;
}
