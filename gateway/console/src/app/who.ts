// The caller as the gateway sees it (GET /v1/whoami). Asked once at the start, and again by askWho().
import { api, type Schemas, take } from "../api/client";
import { createStore, useStore } from "./store";

export type Whoami = Schemas["Whoami"];
export type Right = Whoami["rights"][number];

export const who = createStore<{ whoami: Whoami | null; error: unknown }>({ whoami: null, error: undefined });

let ahead = 0; // ms, of the gateway's clock before that of this computer

/** The gateway's time: the clock of a shared computer may be wrong by years. */
export const gatewayNow = (): Date => new Date(Date.now() + ahead);

export async function askWho(): Promise<void> {
  try {
    const whoami = await take(api.GET("/v1/whoami"));
    ahead = Date.parse(whoami.server_time) - Date.now();
    who.set({ whoami, error: undefined });
  } catch (error) {
    who.set({ whoami: who.get().whoami, error });
  }
}

/** Inside a page, which is only drawn once the caller is known. */
export function useWho(): Whoami {
  const { whoami } = useStore(who);
  if (!whoami) throw new Error("useWho() before the caller is known");
  return whoami;
}

export function hasAny(whoami: Whoami, needs: readonly Right[]): boolean {
  return needs.length === 0 || needs.some((right) => whoami.rights.includes(right));
}

/** const may = useRights(); may("edit-tables") */
export function useRights(): (...rights: Right[]) => boolean {
  const whoami = useWho();
  return (...rights) => hasAny(whoami, rights);
}
