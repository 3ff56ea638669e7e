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

/** "016024 Bergamo" by ISTAT code; the code alone until the names are there, or if it is none of the province. */
export function useComuni(): { names: Map<string, string>; nameOf: (code: string) => string } {
  const names = useNames("territory");
  return { names, nameOf: (code) => names.get(code) ?? code };
}
