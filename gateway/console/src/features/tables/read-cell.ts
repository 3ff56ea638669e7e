// What people write in a cell of a spreadsheet, as the table stores it: the names that the console shows for a status or a
// relationship, in both languages, and days as they are written in Italy.
import { relationshipWords } from "../../mapping/words";
import { stateWords } from "../../words/phrases";
import type { Sentence, Word } from "../../words/words";
import { type Column, isDay, RELATIONSHIPS, STATUSES } from "./validate";

function namesOf<Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, Word>>): Map<string, string> {
  const names = new Map<string, string>();
  for (const code of codes) {
    const shown: Sentence[] = [code, words[code].it, words[code].en];
    for (const name of shown.flat()) names.set(name.toLowerCase(), code);
  }
  return names;
}

const NAMES: Partial<Record<Column, Map<string, string>>> = {
  status: namesOf(STATUSES, stateWords),
  relationship: namesOf(RELATIONSHIPS, relationshipWords),
};

/** 31/12/2017, 1.3.2017, 1-3-2017: the day as 2017-12-31; anything else stays. */
function dayOf(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (!day || !month || !year) return text;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(iso) ? iso : text;
}

export function readCell(column: Column, text: string): string {
  const plain = text.trim();
  if (column === "valid_from" || column === "valid_to") return dayOf(plain);
  return NAMES[column]?.get(plain.toLowerCase()) ?? plain;
}
