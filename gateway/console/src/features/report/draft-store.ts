// The draft stays in sessionStorage, without the identifier, for at most 30 minutes since it was begun; it is cleared on sending.
import type { Draft } from "./document";

const KEY = "raccordo.report";
export const LIFE = 30 * 60 * 1000; // ms

interface Kept {
  begun: number; // ms since 1970
  draft: Draft;
}

function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "begun" in value && typeof value.begun === "number" && "draft" in value;
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

export function keepDraft(storage: Storage, kept: Kept): void {
  try {
    storage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // The draft lasts until the page is closed.
  }
}

export function clearDraft(storage: Storage): void {
  try {
    storage.removeItem(KEY);
  } catch {
    // Nothing was kept either.
  }
}
