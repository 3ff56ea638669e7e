// Addresses of the console. Links are plain <a href>; a click on one that stays inside is answered without a new page.
// What a reader types into a filter is kept apart from the address, in this page's memory alone: it could be a person's name.
import { withoutIdentifiers } from "./identifiers";
import { createStore, useStore } from "./store";

export const BASE = "/console";

export interface Place {
  path: string; // below /console, decoded by segment when matched: "/", "/tables/bergamo/intervention"
  search: string; // "" or "?..."
  typed: Typed;
}
/** Free text of filters, by the name of the field; it wins over a member of the address. */
export type Typed = Readonly<Record<string, string>>;

let at = 0; // place of the shown page in the browser's history; kept in its entries
/** By place: what was typed there, and its path. Forgotten with the page, so that a reload starts without. */
const entries = new Map<number, { typed: Typed; path: string }>();

function placeOf(url: { pathname: string; search: string }, typed: Typed): Place {
  const path = url.pathname.slice(BASE.length).replace(/\/+$/, "");
  return { path: path === "" ? "/" : path, search: url.search, typed };
}
/** `entry`: the place of the page in the history. */
const currentPlace = (entry = at): Place => placeOf(location, entries.get(entry)?.typed ?? {});

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
 * `ask` is called before the page is left; false keeps it. Set by a page with unsaved changes, see use-guard.ts;
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
    entries.set(at, { typed: place.get().typed, path: location.pathname });
    return;
  }
  const to = placeIn(event.state);
  if (to !== at && !mayGo(currentPlace(to))) {
    isReturning = true;
    history.go(at - to);
    return;
  }
  at = to;
  moved = true;
  place.set(currentPlace());
}

/** `typed`: free text of filters; left out, it stays as long as the page does. */
export function navigate(to: string, options: { replace?: boolean; typed?: Typed } = {}): void {
  const url = new URL(to, location.href);
  url.search = withoutIdentifiers(url.search);
  const isOtherPage = url.pathname !== location.pathname;
  const typed = options.typed ?? (isOtherPage ? {} : place.get().typed);
  if (!mayGo(placeOf(url, typed))) return;
  if (options.replace) history.replaceState({ at }, "", url);
  else {
    at += 1;
    history.pushState({ at }, "", url);
  }
  entries.set(at, { typed, path: url.pathname });
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

/** Replaces free text of filters; the page stays, and a member of the address of the same name goes. */
export function setTyped(members: Typed): void {
  const query = new URLSearchParams(location.search);
  for (const name of Object.keys(members)) query.delete(name);
  const text = query.toString();
  navigate(location.pathname + (text ? `?${text}` : ""), { replace: true, typed: { ...place.get().typed, ...members } });
}

/** Whether the button back leads to this page (with its filters and its place in the list). */
export const isBefore = (path: string): boolean => entries.get(at - 1)?.path.replace(/\/+$/, "") === path.replace(/\/+$/, "");

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname !== BASE && !link.pathname.startsWith(`${BASE}/`)) return;
  if (link.pathname === location.pathname && link.hash) return;
  event.preventDefault();
  navigate(link.href, "keepsTyped" in link.dataset ? {} : { typed: {} });
}

export function startRouter(): void {
  document.addEventListener("click", onClick);
  at = placeIn(history.state);
  history.replaceState({ at }, "", location.pathname + withoutIdentifiers(location.search) + location.hash);
  entries.set(at, { typed: {}, path: location.pathname });
  place.set(currentPlace());
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
