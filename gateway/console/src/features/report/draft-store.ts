// The draft stays in sessionStorage, without the identifier, for at most 30 minutes since it was begun; it is cleared on sending.
// The limit holds on every page of the console: watchDraft() runs from its start. Nothing else of a report is kept.
import { hasIdentifier } from "../../app/identifiers";
import type { Draft } from "./document";

const KEY = "raccordo.report";
export const LIFE = 30 * 60 * 1000; // ms

interface Kept {
  begun: number; // ms since 1970
  draft: Draft;
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null || !("begun" in value) || typeof value.begun !== "number") return false;
  return "draft" in value && typeof value.draft === "object" && value.draft !== null && "id" in value.draft && typeof value.draft.id === "string";
}

/** null: there is none, or it is too old (then it is gone). */
export function readDraft(storage: Storage, now: number): Kept | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "null");
    if (isKept(kept) && now - kept.begun < LIFE && now >= kept.begun) return kept;
  } catch {
    // Not ours, or storage is switched off.
  }
  clearDraft(storage);
  return null;
}

/** Texts without those that have a person's code, typed into the wrong field. */
const withoutPersons = (draft: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, typeof value === "string" && name !== "id" && hasIdentifier(value) ? "" : value])) as unknown as Draft;

export function keepDraft(storage: Storage, kept: Kept): void {
  try {
    storage.setItem(KEY, JSON.stringify({ ...kept, draft: withoutPersons(kept.draft) }));
    setClock(storage, kept.begun);
  } catch {
    // The draft lasts until the page is closed.
  }
}

export function clearDraft(storage: Storage): void {
  clearTimeout(clock);
  try {
    storage.removeItem(KEY);
  } catch {
    // Nothing was kept either.
  }
}

let clock: ReturnType<typeof setTimeout> | undefined;
function setClock(storage: Storage, begun: number): void {
  clearTimeout(clock);
  clock = setTimeout(() => readDraft(storage, Date.now()), Math.max(0, begun + LIFE - Date.now()));
}

/** Clears the draft when its time is over, whichever page is open; a computer that slept looks when the page is seen again. */
export function watchDraft(storage: Storage): void {
  const look = () => {
    const kept = readDraft(storage, Date.now());
    if (kept) setClock(storage, kept.begun);
  };
  look();
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
}
