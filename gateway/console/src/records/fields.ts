// Names of shared fields and of places in a document, for readers.
import type { Schemas } from "../api/client";
import type { Language } from "../words/language";
import { stateWords } from "../words/phrases";
import { tableWord } from "../mapping/words";
import type { Say } from "../words/words";
import { fieldWords, words } from "./words";

const OUTCOMES = /\b(ACCEPTED|UNCHANGED|QUARANTINED|REJECTED)\b/g;

/** Outcomes in a text of the catalogue, which names them as the API does, under the names that this page gives them. */
export const outcomesInWords = (text: string, say: Say): string =>
  text.replace(OUTCOMES, (name) => `«${say(stateWords[name as keyof typeof stateWords]).toLowerCase()}»`);

/** "intervention": "Interventi"; a table without a name of its own stays as it is. */
export function tableInWords(table: string, say: Say): string {
  const word = tableWord(table);
  return word ? say(word) : table;
}

export type Issue = Schemas["ProblemIssue"] | Schemas["Issue"];
export type Place = Schemas["Place"];

/** "interventions[0].type": "intervento 1, tipo". A part without a name of its own stays as it is. */
export function fieldInWords(field: string, say: Say): string {
  const parts = field.split(".").map((part) => {
    const [, name = part, index] = /^([a-z_]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const word = Object.hasOwn(fieldWords, name) ? say(fieldWords[name as keyof typeof fieldWords]) : name;
    return index === undefined ? word : `${word} ${Number(index) + 1}`;
  });
  return parts.join(", ");
}

/** Line and column of a place that the gateway gives as a JSON pointer, found in the reader's own file. */
export type Lines = ReadonlyMap<string, { line: number; column: number }>;

/** "riga 12, colonna «importo»"; "" if only a path is known. */
export function placeInWords(at: Place | undefined, say: Say, lines?: Lines): string {
  const parts: string[] = [];
  const found = at?.pointer === undefined ? undefined : lines?.get(at.pointer);
  if (found) parts.push(say(words.lineColumn, { line: found.line, column: found.column }));
  const line = at?.line ?? at?.row;
  if (line !== undefined) parts.push(say(words.lineText, { line }));
  if (at?.column) parts.push(say(words.csvColumn, { column: at.column }));
  return parts.join(", ");
}

/** Where in the document: JSON pointer or XML path, as the sender's technician needs it. */
export const pathOf = (at: Place | undefined): string => at?.pointer ?? at?.path ?? "";

/** A label of a source; the gateway adds in English how the code was sent, if it reads it otherwise. */
export const labelInWords = (label: string, language: Language): string =>
  language === "it" ? label.replace(/ ?\(sent as (.*)\)$/, (_, code: string) => ` (inviato come ${code})`).trimStart() : label;
