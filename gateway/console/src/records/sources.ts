// The systems of this gateway, and the names of Comuni. Both are asked once.
import { api, type Schemas, take } from "../api/client";
import { useLoad, type Loaded } from "../api/load";
import { useNames } from "../mapping/row-summary";

export type Source = Schemas["SourceList"]["items"][number];

let asked: Promise<Source[]> | null = null;

export function useSources(): Loaded<Source[]> {
  return useLoad(() => {
    if (!asked) {
      asked = take(api.GET("/v1/sources")).then((list) => list.items);
      asked.catch(() => (asked = null)); // asked again next time
    }
    return asked;
  }, []);
}

/** The title of a system by its name; the name alone until the titles are there, or if it has none. */
export function useTitles(): (source: string) => string {
  const { data } = useSources();
  return (name) => data?.find((each) => each.source === name)?.title || name;
}

/** Names by ISTAT code; the code alone until the names are there, or if it is none of the province. */
export function useComuni(): { names: Map<string, string>; nameOf: (code: string) => string } {
  const names = useNames("territory");
  return { names, nameOf: (code) => names.get(code) ?? code };
}

const isComune = (code: string): boolean => /^\d{6}$/.test(code);
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}|['’\s-]/gu, "")
    .toLowerCase();

/** Names of Comuni alone, for a list to choose from: the territory has Ambiti too. */
export const comuneNames = (names: Map<string, string>): string[] =>
  [...names].filter(([code]) => isComune(code)).map(([, name]) => name).sort((left, right) => left.localeCompare(right, "it"));

/** The ISTAT code of what a reader wrote: a name in any letter case, or the code itself; null if it is neither. */
export function comuneCode(text: string, names: Map<string, string>): string | null {
  const wanted = text.trim();
  if (isComune(wanted)) return wanted;
  return [...names].find(([code, name]) => isComune(code) && plain(name) === plain(wanted))?.[0] ?? null;
}
