// Addresses of the console. Links are plain <a href>; a click on one that stays inside is answered without a new page.
import { createStore, useStore } from "./store";

export const BASE = "/console";

export interface Place {
  path: string; // below /console, decoded by segment when matched: "/", "/tables/bergamo/intervention"
  search: string; // "" or "?..."
}

function placeOf(url: { pathname: string; search: string }): Place {
  const path = url.pathname.slice(BASE.length).replace(/\/+$/, "");
  return { path: path === "" ? "/" : path, search: url.search };
}
const currentPlace = (): Place => placeOf(location);

export const place = createStore<Place>(currentPlace());
export const usePlace = (): Place => useStore(place);

/** Address of a page: href("/tables", source, table), each part percent-encoded. */
export function href(path: string, ...parts: string[]): string {
  const tail = parts.map((part) => `/${encodeURIComponent(part)}`).join("");
  const whole = path === "/" && tail === "" ? "/" : path.replace(/\/$/, "") + tail;
  return BASE + whole;
}

interface Guard {
  ask: () => boolean;
  leaves: (from: Place, to: Place) => boolean;
}
let guard: Guard | null = null;
const isOther = (from: Place, to: Place): boolean => from.path !== to.path;

/**
 * `ask` is called before the page is left; false keeps it. Set by a page with unsaved changes, see features/tables/edit-view.tsx;
 * null takes it away. `leaves`: which ways lose the changes; if left out, those to another path.
 */
export function guardLeaving(ask: (() => boolean) | null, leaves: Guard["leaves"] = isOther): void {
  guard = ask ? { ask, leaves } : null;
}

/** False if the reader wants to stay. */
function mayGo(to: Place): boolean {
  if (!guard?.leaves(place.get(), to)) return true;
  if (!guard.ask()) return false;
  guard = null;
  return true;
}

let moved = false;
/** Whether the reader has gone to another page since the console was opened. */
export const hasMoved = (): boolean => moved;

let at = 0; // place of the shown page in the browser's history; kept in its entries
const placeIn = (state: unknown): number =>
  typeof state === "object" && state !== null && "at" in state && typeof state.at === "number" ? state.at : 0;

/** The buttons back and forward. If the page is not to be left, the browser is sent back to its entry. */
let isReturning = false;
function onPopState(event: PopStateEvent): void {
  if (isReturning) {
    isReturning = false;
    return;
  }
  if (event.state === null) {
    at += 1; // an entry that the browser made, for #content
    history.replaceState({ at }, "");
    return;
  }
  const to = placeIn(event.state);
  if (to !== at && !mayGo(currentPlace())) {
    isReturning = true;
    history.go(at - to);
    return;
  }
  at = to;
  moved = true;
  place.set(currentPlace());
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const url = new URL(to, location.href);
  const isOtherPage = url.pathname !== location.pathname;
  if (!mayGo(placeOf(url))) return;
  if (options.replace) history.replaceState({ at }, "", url);
  else {
    at += 1;
    history.pushState({ at }, "", url);
  }
  if (isOtherPage) {
    moved = true;
    scrollTo(0, 0);
  }
  place.set(currentPlace());
}

/** Replaces the query, "" leaves a member out; the page stays. */
export function setQuery(members: Record<string, string>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(members)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  navigate(location.pathname + (text ? `?${text}` : ""), { replace: true });
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname !== BASE && !link.pathname.startsWith(`${BASE}/`)) return;
  if (link.pathname === location.pathname && link.hash) return;
  event.preventDefault();
  navigate(link.href);
}

export function startRouter(): void {
  document.addEventListener("click", onClick);
  at = placeIn(history.state);
  history.replaceState({ at }, "");
  addEventListener("popstate", onPopState);
}

/** The parameters if `path` has the form of `pattern` ("/tables/:source/:table"), else null. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (let i = 0; i < wanted.length; i += 1) {
    const want = wanted[i] ?? "";
    const have = given[i] ?? "";
    if (!want.startsWith(":")) {
      if (want !== have) return null;
      continue;
    }
    try {
      parameters[want.slice(1)] = decodeURIComponent(have);
    } catch {
      return null;
    }
    if (have === "") return null;
  }
  return parameters;
}
