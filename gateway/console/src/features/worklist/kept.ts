// The choices of the worklist in sessionStorage, so that they outlive a reload of the page: systems, tables, codes and shared codes,
// and which of them are in a draft already. No label of a source, and nothing that looks like a person's identifier. What is kept
// belongs to one client and goes with the last choice: when the choices are submitted or dropped.
import { hasIdentifier } from "../../app/identifiers";

const KEY = "raccordo.worklist";

export interface KeptChoice {
  source: string;
  table: string;
  code: string;
  target: string | null; // null: the code is ignored
}
/** A table whose draft has choices of this page: the codes, and the version that they made; 0: it was there before. */
export interface KeptDraft {
  source: string;
  table: string;
  codes: string[];
  made: number;
}
export interface Kept {
  client: string;
  choices: KeptChoice[];
  drafts: KeptDraft[];
}

const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function isChoice(value: unknown): value is KeptChoice {
  if (!isObject(value)) return false;
  const { source, table, code, target } = value;
  return isText(source) && isText(table) && isText(code) && (target === null || isText(target));
}

function isDraft(value: unknown): value is KeptDraft {
  if (!isObject(value)) return false;
  const { source, table, codes, made } = value;
  return isText(source) && isText(table) && Array.isArray(codes) && codes.every(isText) && typeof made === "number";
}

function isKept(value: unknown): value is Kept {
  if (!isObject(value)) return false;
  const { client, choices, drafts } = value;
  return isText(client) && Array.isArray(choices) && choices.every(isChoice) && Array.isArray(drafts) && drafts.every(isDraft);
}

/** What this client chose before the page was loaded; null: nothing, or it is another client's (then it is gone). */
export function readKept(storage: Storage, client: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "null");
    if (isKept(kept) && kept.client === client) return kept;
    storage.removeItem(KEY);
  } catch {
    // Not ours, or storage is switched off.
  }
  return null;
}

export function keep(storage: Storage, { client, choices, drafts }: Kept): void {
  const plain = choices.filter(({ code }) => !hasIdentifier(code));
  const ofDrafts = drafts.map((each) => ({ ...each, codes: each.codes.filter((code) => !hasIdentifier(code)) }));
  try {
    if (plain.length === 0 && ofDrafts.every(({ codes }) => codes.length === 0)) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify({ client, choices: plain, drafts: ofDrafts }));
  } catch {
    // The choices last until the page is closed.
  }
}
